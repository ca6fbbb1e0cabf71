package dev.agentgym.llm;

import java.time.Duration;
import java.util.Optional;

/// The kinds of failure of a chat model: what a caller does next depends on nothing else.
public sealed interface Failure {

    /// Too many requests or tokens for the account (429).
    ///
    /// @param retryAfter how long the server wants to be left alone, where it said so
    record RateLimited(Optional<Duration> retryAfter) implements Failure {}

    /// The server is overloaded or broken (5xx).
    ///
    /// @param status the HTTP status
    /// @param retryAfter how long the server wants to be left alone, where it said so
    record Overloaded(int status, Optional<Duration> retryAfter) implements Failure {}

    /// No whole answer within the time limit.
    ///
    /// @param limit the time that was given
    record TimedOut(Duration limit) implements Failure {}

    /// No connection came about, so that nothing was asked.
    record Unreachable() implements Failure {}

    /// The connection broke before the answer was whole.
    record Disconnected() implements Failure {}

    /// The server understood and refused (4xx): sending the same again gets the same answer.
    ///
    /// @param status the HTTP status, 0 when the request could not even be written
    record BadRequest(int status) implements Failure {}

    /// Something on this side cannot be used: a key or a price is missing, an address is none, a file cannot be read
    /// or written.
    record Unusable() implements Failure {}

    /// The key is wrong or not allowed to do this.
    ///
    /// @param status the HTTP status
    record Unauthenticated(int status) implements Failure {}

    /// The server answered what nobody can read.
    record Malformed() implements Failure {}

    /// The waiting thread was interrupted.
    record Interrupted() implements Failure {}

    /// Asking would have cost more than was allowed; nothing was asked.
    record BudgetSpent() implements Failure {}

    /// The server failed so often that it is left alone for a while; nothing was asked.
    ///
    /// @param retryAfter when it is asked again
    record CircuitOpen(Optional<Duration> retryAfter) implements Failure {}

    /// A recording has no answer to this request.
    record Unrecorded() implements Failure {}

    /// Whether the same request may succeed later.
    default boolean isRetryable() {
        return switch (this) {
            case RateLimited limited -> true;
            case Overloaded overloaded -> true;
            case TimedOut late -> true;
            case Unreachable closed -> true;
            case Disconnected cut -> true;
            case BadRequest refused -> false;
            case Unusable here -> false;
            case Unauthenticated unknown -> false;
            case Malformed unreadable -> false;
            case Interrupted stopped -> false;
            case BudgetSpent spent -> false;
            case CircuitOpen open -> true;
            case Unrecorded unknown -> false;
        };
    }

    /// How long the server wants to be left alone, where it said so.
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /// What a person can do about it.
    default String remedy() {
        return switch (this) {
            case RateLimited limited -> "wait, or raise the quota";
            case Overloaded overloaded -> "wait, or choose another model";
            case TimedOut late -> "try again, or choose a faster model";
            case Unreachable closed -> "check the network and the base URL";
            case Disconnected cut -> "check the network and the base URL";
            case BadRequest refused -> "check the model's name and what it supports";
            case Unusable here -> "docs/models.md tells all settings";
            case Unauthenticated unknown -> "check the API key and what it may use";
            case Malformed unreadable -> "check that the base URL is that of the model's API";
            case Interrupted stopped -> "ask again";
            case BudgetSpent spent -> "raise the budget";
            case CircuitOpen open -> "wait, or choose another model";
            case Unrecorded unknown -> "record anew against the model";
        };
    }
}

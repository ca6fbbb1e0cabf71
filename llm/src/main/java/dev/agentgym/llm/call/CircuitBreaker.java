package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Leaves a server alone that fails again and again. Safe to share between threads.
///
/// After so many failures in a row that say "broken" (5xx, no answer in time, no connection) nothing is asked for a
/// while; then one caller tries, and its answer opens or closes the way for all. A refusal of one request says
/// nothing about the server and counts as an answer.
public final class CircuitBreaker extends Layer {

    private final int failures;
    private final Duration rest;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private int inARow;
    private Instant closedUntil = Instant.MIN;
    private boolean trying;

    /// Puts a breaker around a client.
    ///
    /// @param failures how many in a row are too many, at least 1
    /// @param rest how long the server is left alone then
    public CircuitBreaker(ModelClient client, int failures, Duration rest, InstantSource clock) {
        super(client);
        if (failures < 1) {
            throw new IllegalArgumentException("a breaker needs at least 1 failure, not " + failures);
        }
        this.failures = failures;
        this.rest = rest;
        this.clock = clock;
    }

    @Override
    Completion around(Request request, Call call) {
        boolean trial = enter();
        boolean broken = false;
        boolean known = false;
        try {
            Completion completion = call.ask(request);
            known = true;
            return completion;
        } catch (ModelException e) {
            broken = isBroken(e.failure());
            known = !(e.failure() instanceof Failure.Interrupted);
            throw e;
        } finally {
            leave(trial, known, broken);
        }
    }

    /// Whether this is the call that tries for all.
    private boolean enter() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (inARow < failures) {
                return false;
            }
            if (now.isBefore(closedUntil) || trying) {
                Duration wait = now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : rest;
                throw new ModelException(
                        "not asked: the last " + inARow + " calls failed, so the server is left alone for "
                                + wait.toSeconds() + " s",
                        new Failure.CircuitOpen(Optional.of(wait)));
            }
            trying = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leave(boolean trial, boolean known, boolean broken) {
        lock.lock();
        try {
            trying &= !trial;
            if (broken) {
                inARow++;
                closedUntil = clock.instant().plus(rest);
            } else if (known) {
                inARow = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isBroken(Failure failure) {
        return switch (failure) {
            case Failure.Overloaded overloaded -> true;
            case Failure.TimedOut late -> true;
            case Failure.Disconnected cut -> true;
            case Failure.RateLimited limited -> false;
            case Failure.BadRequest refused -> false;
            case Failure.Unauthenticated unknown -> false;
            case Failure.Malformed unreadable -> false;
            case Failure.Interrupted stopped -> false;
            case Failure.BudgetSpent spent -> false;
            case Failure.CircuitOpen open -> false;
            case Failure.Unrecorded unknown -> false;
        };
    }
}

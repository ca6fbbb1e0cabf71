package dev.agentgym.llm;

import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Optional;

/// What a model answered. Immutable.
///
/// @param text what it says, empty if it only calls tools or was stopped; thoughts are no part of it
/// @param toolCalls the calls in order, each with an id that no other call of the request has; they may carry extra
///         fields that the model wants back and must travel unchanged
/// @param usage what it cost, where the server said so
/// @param finishReason why it stopped, in the server's own word, such as `STOP` or `MAX_TOKENS`; empty when the
///         server gave none
/// @param model the exact model that answered, which an alias in the settings may leave open
/// @param probabilities of the tokens of the text, where they were asked for and the server gave them
public record Completion(
        String text,
        List<ToolCall> toolCalls,
        Optional<Usage> usage,
        String finishReason,
        String model,
        List<TokenProbability> probabilities) {

    /// Copies the lists.
    public Completion {
        toolCalls = List.copyOf(toolCalls);
        probabilities = List.copyOf(probabilities);
    }

    /// An answer without probabilities.
    public Completion(String text, List<ToolCall> toolCalls, Optional<Usage> usage, String finishReason, String model) {
        this(text, toolCalls, usage, finishReason, model, List.of());
    }

    /// Tokens that were counted.
    ///
    /// @param input tokens of the request, cached ones included
    /// @param output tokens of the answer, without thoughts
    /// @param thoughts tokens that the model spent on thinking
    /// @param cached tokens of the request that the server had seen before
    public record Usage(long input, long output, long thoughts, long cached) {}

    /// How likely a token was.
    ///
    /// @param token its text
    /// @param logProbability natural logarithm, at most 0
    public record TokenProbability(String token, double logProbability) {}
}

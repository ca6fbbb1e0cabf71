package dev.agentgym.agent;

import dev.agentgym.trace.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One question of an agent to a model, and what came of it. Immutable.
///
/// @param provider who speaks for the model, such as `gemini`
/// @param model as it was asked for
/// @param sent what it was shown, oldest first
/// @param answer what it answered; empty where it failed
/// @param error what kind of failure it was, in snake case; empty where it answered
/// @param began when it was asked
/// @param ended when it had answered
public record ModelCall(
        String provider,
        String model,
        List<Message> sent,
        Optional<Answer> answer,
        String error,
        Instant began,
        Instant ended) {

    private static final int CHARACTERS_PER_TOKEN = 4;

    /// Copies the messages.
    public ModelCall {
        sent = List.copyOf(sent);
    }

    /// How many tokens it cost in both directions; at a quarter of the characters where the server did not count, 0
    /// where nothing came of it.
    public long tokens() {
        return answer.map(given -> given.tokens()
                        .map(counted -> counted.input() + counted.output())
                        .orElseGet(() -> estimated(given.message())))
                .orElse(0L);
    }

    private long estimated(Message.Assistant message) {
        long characters = sent.stream().mapToLong(ModelCall::length).sum() + length(message);
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    private static long length(Message message) {
        return message.text().length()
                + message.toolCalls().stream()
                        .mapToLong(call -> call.name().length()
                                + call.arguments().toString().length())
                        .sum();
    }

    /// What a model answered.
    ///
    /// @param message its words and calls
    /// @param model the exact one that answered
    /// @param finishReason why it stopped, in the server's own word; empty where it gave none
    /// @param tokens what it cost, where the server said so
    public record Answer(Message.Assistant message, String model, String finishReason, Optional<Tokens> tokens) {}

    /// Tokens that a server counted.
    ///
    /// @param input of the question, cached ones included
    /// @param output of the answer, thoughts included
    /// @param cached of the question, those that the server had seen before
    public record Tokens(long input, long output, long cached) {}
}

package dev.agentgym.reward;

import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;

/// One reply and what it is judged by. Immutable.
///
/// @param response what the agent said
/// @param groundTruth what it was expected to say, where that is known
/// @param before the conversation up to the reply, with the customer's question and the tools' answers; may be
/// empty
public record Judged(String response, Optional<String> groundTruth, List<Message> before) {

    /// Copies the messages.
    public Judged {
        before = List.copyOf(before);
    }

    /// A reply and the expected one, without the conversation around them.
    public static Judged of(String response, String groundTruth) {
        return new Judged(response, Optional.of(groundTruth), List.of());
    }

    /// A reply in its conversation, with no expected one: only quality can be judged.
    public static Judged inContext(String response, List<Message> before) {
        return new Judged(response, Optional.empty(), before);
    }

    /// What the customer said last; empty when they said nothing.
    public Optional<String> question() {
        return before.reversed().stream()
                .filter(message -> message instanceof Message.User)
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .findFirst();
    }
}

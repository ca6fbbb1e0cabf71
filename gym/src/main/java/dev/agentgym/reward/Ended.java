package dev.agentgym.reward;

import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An episode that is over, as a reward judges it.
///
/// @param conversation all that was said and called, with the tools' answers
/// @param expectation what it had to bring about
/// @param start the tools as they stood when the episode began; it is branched, never called
/// @param end the tools as they stand now; it is branched, never called
/// @param from the index of the first message that belongs to the episode; what stands before it is given, and no
/// merit of the agent's
/// @param decision what the log shows in the place of the agent's action, where the episode is that one action
public record Ended(
        Conversation conversation,
        Expectation expectation,
        ToolSession start,
        ToolSession end,
        int from,
        Optional<Message.Assistant> decision) {

    /// A conversation that went on to its end.
    public Ended(Conversation conversation, Expectation expectation, ToolSession start, ToolSession end, int from) {
        this(conversation, expectation, start, end, from, Optional.empty());
    }

    /// What the agent said in the episode, one reply a line.
    String said() {
        List<Message> messages = conversation.messages();
        return messages.subList(Math.min(from, messages.size()), messages.size()).stream()
                .filter(message -> message instanceof Message.Assistant)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }
}

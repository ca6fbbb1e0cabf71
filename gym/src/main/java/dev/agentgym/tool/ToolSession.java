package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.SessionChanges;
import java.time.Instant;
import java.util.Optional;

/// One customer's calls: later ones see what earlier ones did. Mutable, for one thread.
public interface ToolSession extends Tools {

    /// Answers a call. The same world and the same calls before give the same answer, always.
    ///
    /// Never throws for what an agent may do wrong: a tool that no log knows, or arguments of the wrong kind, get
    /// an answer that says so.
    @Override
    ToolResult call(String tool, ObjectNode arguments);

    /// Takes in what the real tool said to a call, instead of answering it: the session goes on from there.
    ///
    /// @param isError whether the real tool refused
    void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError);

    /// Takes in every call of a conversation that was answered before one of its messages, and its time: the
    /// session goes on from there.
    ///
    /// @param turn the message's index; the number of messages for the whole conversation
    /// @return how many calls were taken in
    /// @throws IllegalArgumentException when there is no such message; turn 0 is the start and takes in nothing
    default int observe(Conversation conversation, int turn) {
        if (turn == 0) {
            return 0;
        }
        Conversation before = conversation.before(turn);
        int observed = 0;
        for (Exchange exchange : before.exchanges()) {
            Optional<Message.Tool> answer = exchange.answer();
            if (answer.isPresent()) {
                before.messages().get(exchange.position()).details().timestamp().ifPresent(this::at);
                ToolCall call = exchange.call();
                observe(
                        call.name(),
                        call.arguments(),
                        answer.get().result(),
                        answer.get().isError());
                observed++;
            }
        }
        before.endedAt().ifPresent(this::at);
        return observed;
    }

    /// Lets the session's time be this one; before, it is that of the last logged call. Tools that look at the
    /// clock (a fee by days left, a time stamp) go by it.
    void at(Instant time);

    /// An independent session in the same state: what is called on one does not show in the other.
    ToolSession branch();

    /// What its accepted calls changed since the logs' start state, those that it was told of included; nothing
    /// where a session keeps no account of it.
    default SessionChanges changes() {
        return SessionChanges.NONE;
    }
}

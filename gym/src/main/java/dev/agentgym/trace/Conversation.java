package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One logged conversation: the unit of every trace file. Immutable and safe to share.
///
/// @param id unique within a set of traces, never blank
/// @param messages in the order in which they were sent, never empty
/// @param outcome how it ended
/// @param satisfaction the customer's own rating on the scale of the log, where they gave one
/// @param tools declarations of the tools the agent had, empty when the log has none
/// @param metadata what else is known, such as the customer's id or the channel
/// @param extra fields that the schema does not know, kept in order
public record Conversation(
        String id,
        List<Message> messages,
        Outcome outcome,
        OptionalDouble satisfaction,
        List<ToolSchema> tools,
        ObjectNode metadata,
        Map<String, JsonNode> extra) {

    /// Copies lists and maps, keeping their order.
    public Conversation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        extra = extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /// A conversation of which only the messages and the outcome are known.
    public static Conversation of(String id, List<Message> messages, Outcome outcome) {
        return new Conversation(id, messages, outcome, OptionalDouble.empty(), List.of(), Json.object(), Map.of());
    }

    /// The earliest timestamp of a message.
    public Optional<Instant> startedAt() {
        Optional<Instant> earliest = Optional.empty();
        for (Message message : messages) {
            Optional<Instant> time = message.details().timestamp();
            if (time.isPresent() && (earliest.isEmpty() || time.get().isBefore(earliest.get()))) {
                earliest = time;
            }
        }
        return earliest;
    }

    /// The latest timestamp of a message.
    public Optional<Instant> endedAt() {
        Optional<Instant> latest = Optional.empty();
        for (Message message : messages) {
            Optional<Instant> time = message.details().timestamp();
            if (time.isPresent() && (latest.isEmpty() || time.get().isAfter(latest.get()))) {
                latest = time;
            }
        }
        return latest;
    }

    /// The conversation as it stood before one of its messages.
    ///
    /// @param turn the message's index; the number of messages for all of them
    /// @throws IllegalArgumentException when there is no such message, or none before it
    public Conversation before(int turn) {
        if (turn < 1 || turn > messages.size()) {
            throw new IllegalArgumentException("turn " + turn + " of conversation " + id + ": it has messages 0 to "
                    + (messages.size() - 1) + "; name a turn from 1 to " + messages.size());
        }
        return new Conversation(id, messages.subList(0, turn), outcome, satisfaction, tools, metadata, extra);
    }

    /// Every call with the answer it got, in the order of the calls.
    public List<Exchange> exchanges() {
        return Exchange.of(messages);
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A logged call with its answer, and where it stands. Immutable.
///
/// @param conversation id of the conversation
/// @param position how many answered calls came before in that conversation
/// @param tool the tool's name
/// @param arguments what it was called with
/// @param result what it answered
/// @param isError whether it refused
/// @param time when it was called, where the log has times
record Observation(
        String conversation,
        int position,
        String tool,
        ObjectNode arguments,
        JsonNode result,
        boolean isError,
        Optional<Instant> time) {

    /// When it was called, as rules know it; missing where the log has no times.
    JsonNode now() {
        return time.map(Circumstances::time).orElseGet(MissingNode::getInstance);
    }

    /// The same with other arguments.
    Observation with(ObjectNode others) {
        return new Observation(conversation, position, tool, others, result, isError, time);
    }

    /// Whether it is the very call that another one is.
    boolean repeats(Observation other) {
        return tool.equals(other.tool) && arguments.equals(other.arguments);
    }

    /// The answered calls of a conversation, in order.
    static List<Observation> of(Conversation conversation) {
        List<Observation> observations = new ArrayList<>();
        for (Exchange exchange : conversation.exchanges()) {
            if (exchange.answer().isPresent()) {
                Message.Tool answer = exchange.answer().get();
                Optional<Instant> time = conversation
                        .messages()
                        .get(exchange.position())
                        .details()
                        .timestamp();
                observations.add(new Observation(
                        conversation.id(),
                        observations.size(),
                        exchange.call().name(),
                        exchange.call().arguments(),
                        answer.result(),
                        answer.isError(),
                        time.or(() -> answer.details().timestamp())));
            }
        }
        return observations;
    }
}

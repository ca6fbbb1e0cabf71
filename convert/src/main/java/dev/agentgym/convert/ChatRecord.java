package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.Set;

/// A record of another shape, written again as the chat record that [ChatRecords] reads. Mutable, for one thread.
final class ChatRecord {

    private static final Set<String> OWN = Set.of("conversation_id", "outcome", "tool_errors");

    private final ObjectNode record = Json.object();
    private final ObjectNode metadata = Json.object();
    private final ArrayNode messages = Json.MAPPER.createArrayNode();

    /// The messages, to be filled.
    ArrayNode messages() {
        return messages;
    }

    /// Copies a field into one that chat records have, such as `conversation_id`; nothing where it is missing.
    ChatRecord put(String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            record.set(field, value);
        }
        return this;
    }

    /// Keeps what the schema does not know.
    ChatRecord keep(String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            metadata.set(field, value);
        }
        return this;
    }

    /// Keeps all fields of an object but those that have a place of their own.
    ChatRecord keepAll(JsonNode object) {
        object.properties().stream()
                .filter(field -> !OWN.contains(field.getKey()))
                .forEach(field -> keep(field.getKey(), field.getValue()));
        return this;
    }

    /// The reward, from which the outcome follows where nothing else says it.
    ChatRecord reward(JsonNode reward) {
        keep("reward", reward);
        return put("reward", reward);
    }

    /// The conversation.
    ///
    /// @throws Defect when it cannot be read
    Conversation read() {
        record.set("messages", messages);
        record.set("metadata", metadata);
        return ChatRecords.read(record);
    }
}

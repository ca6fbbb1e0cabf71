package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads episodes of verifiers and prime-rl: each trace is a conversation, the path from a root of its nodes to the
/// last of them.
final class VerifiersEpisodes {

    private VerifiersEpisodes() {}

    /// The traces of an episode; a trace that stands alone is one.
    static List<JsonNode> parts(JsonNode episode) {
        if (episode.path("nodes").isArray()) {
            return List.of(episode);
        }
        List<JsonNode> traces = new ArrayList<>();
        episode.path("traces").forEach(traces::add);
        return traces;
    }

    /// One of them.
    ///
    /// @throws Defect when it cannot be read
    static Conversation read(JsonNode trace) {
        ChatRecord record = new ChatRecord();
        path(trace.path("nodes")).forEach(record.messages()::add);
        JsonNode info = trace.path("info");
        record.put("conversation_id", info.has("conversation_id") ? info.get("conversation_id") : trace.path("id"))
                .put("outcome", info.path("outcome"))
                .put("tools", trace.path("tools"))
                .put("tool_errors", info.path("tool_errors"))
                .keepAll(info)
                .keep("stop_condition", trace.path("stop_condition"));
        if (!info.has("task_id")) {
            record.keep("task_id", trace.path("task").path("key"));
        }
        return rewarded(trace.path("rewards"), record).read();
    }

    private static ChatRecord rewarded(JsonNode rewards, ChatRecord record) {
        if (rewards.isEmpty()) {
            return record;
        }
        double total = 0;
        for (JsonNode reward : rewards) {
            total += reward.path("score").asDouble() * reward.path("weight").asDouble(1);
        }
        return record.reward(Json.of(total));
    }

    private static List<JsonNode> path(JsonNode nodes) {
        List<JsonNode> messages = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        int next = nodes.size() - 1;
        while (next >= 0 && seen.add(next)) {
            JsonNode node = nodes.path(next);
            messages.add(message(node));
            next = node.path("parent").asInt(-1);
        }
        Collections.reverse(messages);
        return messages;
    }

    private static JsonNode message(JsonNode node) {
        JsonNode message = node.path("message");
        if (message instanceof ObjectNode object
                && object.path("reasoning_content").isNull()) {
            ObjectNode plain = object.deepCopy();
            plain.remove("reasoning_content");
            return plain;
        }
        return message;
    }
}

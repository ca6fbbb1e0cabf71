package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.List;

/// Reads trajectory groups of ART: each trajectory is a conversation; its choices are the agent's turns.
final class ArtGroups {

    private ArtGroups() {}

    /// The trajectories of a group.
    static List<JsonNode> parts(JsonNode group) {
        List<JsonNode> trajectories = new ArrayList<>();
        group.path("trajectories").forEach(trajectories::add);
        return trajectories;
    }

    /// One of them.
    ///
    /// @throws Defect when it cannot be read
    static Conversation read(JsonNode trajectory) {
        ChatRecord record = new ChatRecord();
        for (JsonNode each : trajectory.path("messages_and_choices")) {
            record.messages().add(each.path("message").isObject() ? each.get("message") : each);
        }
        JsonNode metadata = trajectory.path("metadata");
        return record.put("conversation_id", metadata.path("conversation_id"))
                .put("outcome", metadata.path("outcome"))
                .put("tools", trajectory.path("tools"))
                .put("tool_errors", metadata.path("tool_errors"))
                .keepAll(metadata)
                .reward(trajectory.path("reward"))
                .read();
    }
}

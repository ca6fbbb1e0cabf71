package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;

/// How far the mocked tools of a gym have drifted from the real ones. Immutable.
///
/// Its examples hold what customers said and what tools answered: it is as confidential as the logs.
///
/// @param sessions how many conversations there were
/// @param tools each tool that a real one answers, by name
public record DriftReport(long sessions, List<ToolDrift> tools) {

    /// Copies the list.
    public DriftReport {
        tools = List.copyOf(tools);
    }

    /// The tools whose mock is right less often than when it was measured.
    public List<String> drifted() {
        return tools.stream().filter(ToolDrift::drifted).map(ToolDrift::tool).toList();
    }

    /// The report as JSON.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("sessions", sessions);
        json.set("drifted", Json.of(drifted()));
        ArrayNode all = json.putArray("tools");
        tools.forEach(tool -> all.add(tool.toJson()));
        return json;
    }
}

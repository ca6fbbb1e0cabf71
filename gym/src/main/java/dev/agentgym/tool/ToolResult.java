package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// What a mocked tool answers. Immutable.
///
/// @param result the answer, in the form in which the real tool gives it; must not be changed
/// @param isError whether the tool refuses
/// @param tier where the answer came from
/// @param confidence chance that the real tool would say the same, in [0, 1], as measured for this tier on
/// conversations held out
/// @param provenance why
public record ToolResult(JsonNode result, boolean isError, Tier tier, double confidence, Provenance provenance) {

    /// The answer with tier and provenance, as the `mock` filter writes it.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("result", result);
        json.put("is_error", isError);
        json.put("tier", tier.label());
        json.put("confidence", Math.round(confidence * 1000) / 1000.0);
        json.set("provenance", Json.of(provenance));
        return json;
    }
}

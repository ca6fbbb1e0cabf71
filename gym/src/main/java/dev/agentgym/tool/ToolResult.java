package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.time.Duration;

/// What a mocked tool answers. Immutable.
///
/// @param result the answer, in the form in which the real tool gives it; must not be changed
/// @param isError whether the tool refuses
/// @param tier where the answer came from
/// @param confidence chance that the real tool would say the same, in [0, 1], as measured for this tier on
/// conversations held out
/// @param provenance why
/// @param delay how late a controlled fault makes the answer; zero without one
public record ToolResult(
        JsonNode result, boolean isError, Tier tier, double confidence, Provenance provenance, Duration delay) {

    /// An answer in time.
    public ToolResult(JsonNode result, boolean isError, Tier tier, double confidence, Provenance provenance) {
        this(result, isError, tier, confidence, provenance, Duration.ZERO);
    }

    /// The same answer, relied on as much as this.
    public ToolResult withConfidence(double chance) {
        return new ToolResult(result, isError, tier, chance, provenance, delay);
    }

    /// The same answer, later.
    ToolResult late(Duration by) {
        return new ToolResult(result, isError, tier, confidence, provenance, by);
    }

    /// The answer with tier and provenance, as the `mock` filter writes it.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("result", result);
        json.put("is_error", isError);
        json.put("tier", tier.label());
        json.put("confidence", Json.rounded(confidence, 3));
        json.set("provenance", Json.of(provenance));
        if (!delay.isZero()) {
            json.put("delay_ms", delay.toMillis());
        }
        return json;
    }
}

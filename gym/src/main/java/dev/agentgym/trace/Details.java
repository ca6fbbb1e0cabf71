package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a message carries beside its meaning: when it was sent, and every field that the schema does not know.
///
/// @param timestamp when the message was sent, where the log says
/// @param extra unknown fields in the order in which they stood; kept so that writing a trace back loses nothing
public record Details(Optional<Instant> timestamp, Map<String, JsonNode> extra) {

    /// No timestamp, no unknown field.
    public static final Details NONE = new Details(Optional.empty(), Map.of());

    /// Copies the map and keeps its order.
    public Details {
        extra = extra.size() < 2 ? Map.copyOf(extra) : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /// Only a timestamp.
    public static Details at(Instant timestamp) {
        return new Details(Optional.of(timestamp), Map.of());
    }
}

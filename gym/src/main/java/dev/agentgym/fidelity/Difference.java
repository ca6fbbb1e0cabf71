package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;

/// One place in which two answers differ. Immutable.
///
/// @param path where, such as `items[0].price`; empty for the whole answer
/// @param expected what the real tool says there; a missing node for nothing
/// @param got what the mocked tool says there; a missing node for nothing
public record Difference(String path, JsonNode expected, JsonNode got) {

    /// The place without the numbers of list elements, such as `items[].price`.
    public String place() {
        return path.replaceAll("\\[\\d+]", "[]");
    }

    /// The difference in words.
    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + "expected " + text(expected) + ", got " + text(got);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "nothing" : Json.excerpt(value);
    }
}

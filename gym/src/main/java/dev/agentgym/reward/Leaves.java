package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The plain values in a JSON value, as text.
final class Leaves {

    private Leaves() {}

    /// In the order in which they stand.
    static List<String> of(JsonNode value) {
        List<String> leaves = new ArrayList<>();
        collect(value, leaves);
        return leaves;
    }

    private static void collect(JsonNode value, List<String> leaves) {
        if (value.isContainerNode()) {
            value.forEach(each -> collect(each, leaves));
        } else {
            leaves.add(value.asText());
        }
    }
}

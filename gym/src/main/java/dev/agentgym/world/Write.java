package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/// An accepted call that changes something.
///
/// @param tool the tool's name
/// @param mentioned every value in its arguments and its answer, as text
record Write(String tool, Set<String> mentioned) {

    static Write of(String tool, ObjectNode arguments, JsonNode answer) {
        Set<String> mentioned = new HashSet<>();
        mention(arguments, mentioned);
        mention(answer, mentioned);
        return new Write(tool, mentioned);
    }

    /// Collects every value, as text.
    static void mention(JsonNode value, Set<String> mentioned) {
        if (value.isContainerNode()) {
            value.forEach(part -> mention(part, mentioned));
        } else {
            mentioned.add(value.asText());
        }
    }

    /// Whether it mentions any of these.
    boolean mentions(Set<String> names) {
        return names.stream().anyMatch(mentioned::contains);
    }
}

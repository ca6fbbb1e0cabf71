package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// How a tool finds the entity that it answers with: its arguments stand again in fields of the answer.
///
/// @param fields from argument to the field of the answer that has the same value
/// @param shape fields that every answer of the tool has; an object without them is another kind of thing
public record EntityKey(SortedMap<String, String> fields, SortedSet<String> shape) {

    /// Keeps the collections from being changed.
    public EntityKey {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        shape = Collections.unmodifiableSortedSet(shape);
    }

    /// Where an object of this kind is found, by its own fields; empty if it is no such object.
    Optional<String> addressOf(JsonNode object) {
        if (!object.isObject() || !shape.stream().allMatch(object::has)) {
            return Optional.empty();
        }
        StringBuilder address = new StringBuilder(kind());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            append(address, object.get(field.getValue()));
        }
        return Optional.of(address.toString());
    }

    /// Where the entity that a call asks for is found; empty if the call has not exactly these arguments.
    Optional<String> addressOf(ObjectNode arguments) {
        if (arguments.size() != fields.size() || !fields.keySet().stream().allMatch(arguments::hasNonNull)) {
            return Optional.empty();
        }
        StringBuilder address = new StringBuilder(kind());
        fields.keySet().forEach(argument -> append(address, arguments.get(argument)));
        return Optional.of(address.toString());
    }

    /// Keeps apart things of another shape and things found by other fields.
    private String kind() {
        return shape + " by " + fields.values();
    }

    /// A number in one log may be a text in another: keys are compared as text.
    private static void append(StringBuilder address, JsonNode value) {
        address.append('|').append(value.isValueNode() ? value.asText() : Json.canonical(value));
    }
}

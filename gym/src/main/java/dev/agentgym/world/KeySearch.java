package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds by which fields of its answers a tool looks things up: a field that equals an argument in every accepted
/// call.
///
/// Only a tool all of whose arguments are found again is taken for a reader: an argument that leaves no trace in
/// the answer (a filter, a new address, an amount) makes the answer depend on more than the entity. Mutable, for
/// one thread.
final class KeySearch {

    /// One or two different things may agree by chance.
    private static final int MIN_DIFFERENT = 3;

    private @Nullable SortedMap<String, SortedSet<String>> candidates;
    private final Set<String> different = new HashSet<>();
    private boolean failed;

    void add(ObjectNode arguments, JsonNode result) {
        if (failed) {
            return;
        }
        SortedMap<String, SortedSet<String>> matches = result.isObject() ? matches(arguments, result) : new TreeMap<>();
        SortedMap<String, SortedSet<String>> known = candidates;
        if (known == null) {
            candidates = matches;
        } else {
            known.keySet().retainAll(matches.keySet());
            known.forEach((argument, fields) -> fields.retainAll(matches.getOrDefault(argument, new TreeSet<>())));
        }
        failed = arguments.isEmpty() || !covers(arguments);
        if (different.size() < MIN_DIFFERENT) {
            different.add(CallKey.exact("", arguments).arguments());
        }
    }

    private boolean covers(ObjectNode arguments) {
        SortedMap<String, SortedSet<String>> known = candidates;
        return known != null
                && known.size() == arguments.size()
                && known.values().stream().noneMatch(Set::isEmpty);
    }

    private static SortedMap<String, SortedSet<String>> matches(ObjectNode arguments, JsonNode result) {
        SortedMap<String, SortedSet<String>> matches = new TreeMap<>();
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            TreeSet<String> fields = new TreeSet<>();
            result.properties().forEach(field -> {
                if (field.getValue().isValueNode()
                        && field.getValue().asText().equals(argument.getValue().asText())) {
                    fields.add(field.getKey());
                }
            });
            matches.put(argument.getKey(), fields);
        }
        return matches;
    }

    /// The key, if one is left.
    ///
    /// @param shape fields that every answer has
    Optional<EntityKey> key(SortedSet<String> shape) {
        SortedMap<String, SortedSet<String>> known = candidates;
        if (failed || known == null || different.size() < MIN_DIFFERENT) {
            return Optional.empty();
        }
        TreeMap<String, String> fields = new TreeMap<>();
        known.forEach((argument, matching) ->
                fields.put(argument, matching.contains(argument) ? argument : matching.first()));
        return Optional.of(new EntityKey(fields, shape));
    }
}

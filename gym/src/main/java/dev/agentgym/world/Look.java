package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An answer as a conversation saw it. Immutable.
///
/// @param skeleton the answer with the keys of rows in place of the rows
/// @param rows the rows, by their keys
record Look(JsonNode skeleton, Map<String, JsonNode> rows) {

    static Look of(Tables tables, Observation seen) {
        JsonNode skeleton = tables.sites(seen.tool())
                .map(root -> skeleton(root, seen.result()))
                .orElse(seen.result());
        Map<String, JsonNode> rows = new HashMap<>();
        tables.entitiesIn(seen.tool(), seen.arguments(), seen.result(), (_, _, key, row) -> rows.put(key, row));
        return new Look(skeleton, rows);
    }

    /// Whether it looks the same but for rows that these changes name.
    boolean outlasts(List<Write> changes, Look after) {
        return skeleton.equals(after.skeleton)
                && rows.entrySet().stream()
                        .allMatch(row -> row.getValue().equals(after.rows.get(row.getKey()))
                                || changes.stream().anyMatch(change -> change.mentions(Set.of(row.getKey()))));
    }

    /// Whether it looks the same.
    boolean isLike(Look other) {
        return skeleton.equals(other.skeleton) && rows.equals(other.rows);
    }

    private static JsonNode skeleton(SiteTree at, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                Optional<String> key = at.table().flatMap(table -> table.keyOf(object));
                yield key.<JsonNode>map(TextNode::valueOf).orElseGet(() -> bare(at, object));
            }
            case ArrayNode list
            when at.leads() -> {
                ArrayNode bare = list.arrayNode(list.size());
                list.forEach(each -> bare.add(skeleton(at.element(), each)));
                yield bare;
            }
            default -> value;
        };
    }

    private static ObjectNode bare(SiteTree at, ObjectNode object) {
        boolean dictionary = Sites.isDictionary(object);
        ObjectNode bare = object.objectNode();
        object.properties()
                .forEach(field ->
                        bare.set(field.getKey(), skeleton(at.field(dictionary, field.getKey()), field.getValue())));
        return bare;
    }
}

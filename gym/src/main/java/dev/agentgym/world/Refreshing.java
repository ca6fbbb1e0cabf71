package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings answers that were given earlier up to date. What has not changed is shared, for no answer is ever
/// changed itself.
///
/// @param state what a session knows of the rows
record Refreshing(State state) {

    /// The value itself where nothing in it has changed; missing where a row in it may have in an unknown way.
    JsonNode refresh(SiteTree at, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> refreshObject(at, object);
            case ArrayNode list when at.leads() -> refreshList(at.element(), list);
            default -> value;
        };
    }

    /// The list itself where nothing in it has changed.
    private JsonNode refreshList(SiteTree element, ArrayNode list) {
        ArrayNode fresh = list;
        for (int i = 0; i < list.size(); i++) {
            JsonNode each = list.get(i);
            JsonNode now = refresh(element, each);
            if (now.isMissingNode()) {
                return now;
            }
            if (!Json.isOne(now, each)) {
                fresh = Json.isOne(fresh, list) ? list.arrayNode(list.size()).addAll(list) : fresh;
                fresh.set(i, now);
            }
        }
        return fresh;
    }

    private JsonNode refreshObject(SiteTree at, ObjectNode object) {
        boolean dictionary = Sites.isDictionary(object);
        @Nullable ObjectNode shown = dictionary ? object : current(at, object).orElse(null);
        if (shown == null) {
            return MissingNode.getInstance();
        }
        return at.leads() ? refreshFields(at, dictionary, shown) : shown;
    }

    /// The object itself where nothing in it has changed.
    private JsonNode refreshFields(SiteTree at, boolean dictionary, ObjectNode shown) {
        ObjectNode fresh = shown;
        for (Map.Entry<String, JsonNode> field : shown.properties()) {
            JsonNode value = field.getValue();
            if (value.isContainerNode()) {
                JsonNode now = refresh(at.field(dictionary, field.getKey()), value);
                if (now.isMissingNode()) {
                    return now;
                }
                if (!Json.isOne(now, value)) {
                    fresh = Json.isOne(fresh, shown) ? Json.copy(shown) : fresh;
                    fresh.set(field.getKey(), now);
                }
            }
        }
        return fresh;
    }

    private Optional<ObjectNode> current(SiteTree at, ObjectNode shown) {
        Optional<String> key = at.table().flatMap(table -> table.keyOf(shown));
        if (key.isEmpty()) {
            return Optional.of(shown);
        }
        Table table = at.table().orElseThrow();
        if (state.isDoubted(table, key.get())) {
            return Optional.empty();
        }
        Optional<JsonNode> mine = state.ownRow(table, key.get());
        return mine.isEmpty()
                ? Optional.of(shown)
                : mine.filter(ObjectNode.class::isInstance).flatMap(row -> Table.shown(at.view(), (ObjectNode) row));
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the element of a list that has a value as its id: `the one of order.items where each.item_id =
/// args.item_id`.
final class RowsByKey {

    private static final int MOST_LISTS = 12;
    private static final int LONGEST_LIST = 200;

    private final Scene scene;
    private final List<Candidate> keys;

    RowsByKey(Scene scene, List<Candidate> keys) {
        this.scene = scene;
        this.keys = keys.stream()
                .filter(key -> !Parts.mentions(key.program(), "each"))
                .toList();
    }

    List<Candidate> rows() {
        List<Candidate> rows = new ArrayList<>();
        scene.paths().stream()
                .filter(RowsByKey::isListOfObjects)
                .limit(MOST_LISTS)
                .forEach(list -> rows(list, rows));
        return rows;
    }

    private void rows(Candidate list, List<Candidate> rows) {
        for (String field : fields(list)) {
            for (Candidate key : keys) {
                if (isText(key) && finds(list, field, key)) {
                    Predicate same = new Predicate.Compare(
                            Program.Path.of("each", field), Predicate.Comparison.EQUAL, key.program());
                    rows.add(scene.candidate(new Program.Found(list.program(), same)));
                }
            }
        }
    }

    private static boolean isText(Candidate key) {
        return key.values().stream().anyMatch(JsonNode::isTextual);
    }

    private static boolean isListOfObjects(Candidate candidate) {
        return candidate.values().stream()
                .anyMatch(value -> value.isArray() && value.path(0).isObject());
    }

    private static Set<String> fields(Candidate list) {
        Set<String> fields = new LinkedHashSet<>();
        for (JsonNode value : list.values()) {
            for (var field : value.path(0).properties()) {
                if (field.getValue().isTextual()) {
                    fields.add(field.getKey());
                }
            }
        }
        return fields;
    }

    /// Some element has the key in most of the scopes where both are known.
    private boolean finds(Candidate list, String field, Candidate key) {
        int both = 0;
        int hits = 0;
        for (int i = 0; i < scene.size(); i++) {
            if (list.value(i).isArray() && list.value(i).size() <= LONGEST_LIST && key.isKnown(i)) {
                both++;
                hits += has(list.value(i), field, key.value(i)) ? 1 : 0;
            }
        }
        return scene.work().spend(1) && hits > 0 && 2 * hits >= both;
    }

    private static boolean has(JsonNode list, String field, JsonNode key) {
        for (JsonNode element : list) {
            if (element.path(field).equals(key)) {
                return true;
            }
        }
        return false;
    }
}

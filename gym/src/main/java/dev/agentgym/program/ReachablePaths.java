package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists the paths that lead to values in given scopes, the shortest first.
///
/// Lists are entered at their first and their last element. Objects whose keys are data (payment methods by id,
/// variants by number) are not entered: a key of one customer says nothing about the next. They are told by their
/// keys: at least four, and on average seen in no more than half of the objects at that place.
final class ReachablePaths {

    private static final int MOST_STEPS = 6;
    private static final int MOST_PATHS = 320;
    private static final int MOST_KEYS = 150;
    private static final int KEYS_OF_MAP = 4;

    private final List<Scope> scopes;
    private final Deque<Place> open = new ArrayDeque<>();
    private final List<Place> found = new ArrayList<>();

    /// A path and its values in the scopes.
    record Place(List<String> steps, List<JsonNode> values) {}

    private ReachablePaths(List<Scope> scopes) {
        this.scopes = scopes;
    }

    static List<Place> of(Collection<String> names, List<Scope> scopes) {
        ReachablePaths paths = new ReachablePaths(scopes);
        names.forEach(paths::open);
        while (!paths.open.isEmpty() && paths.found.size() < MOST_PATHS) {
            paths.enter(paths.open.removeFirst());
        }
        return paths.found;
    }

    /// The fields of objects, one step deep.
    static List<Place> fields(List<JsonNode> objects) {
        Place place = new Place(List.of(), objects);
        return keys(place).stream()
                .map(key -> child(place, key, value -> value.path(key)))
                .toList();
    }

    private void open(String name) {
        offer(new Place(
                List.of(name), scopes.stream().map(scope -> scope.get(name)).toList()));
    }

    private void offer(Place place) {
        if (place.values.stream().anyMatch(value -> !value.isMissingNode())) {
            found.add(place);
            open.addLast(place);
        }
    }

    private void enter(Place place) {
        if (place.steps.size() >= MOST_STEPS) {
            return;
        }
        if (place.values.stream().anyMatch(JsonNode::isArray)) {
            offer(child(place, "0", value -> value.path(0)));
            offer(child(place, "-1", value -> value.path(value.size() - 1)));
        }
        keys(place).forEach(key -> offer(child(place, key, value -> value.path(key))));
    }

    private interface Step {
        JsonNode from(JsonNode value);
    }

    private static Place child(Place place, String name, Step step) {
        List<String> steps = new ArrayList<>(place.steps);
        steps.add(name);
        boolean index = Numbers.isIndex(name);
        List<JsonNode> values = place.values.stream()
                .map(value -> index == value.isArray() ? step.from(value) : Evaluation.MISSING)
                .toList();
        return new Place(List.copyOf(steps), values);
    }

    private static List<String> keys(Place place) {
        Map<String, Integer> keys = new LinkedHashMap<>();
        int objects = 0;
        for (JsonNode value : place.values) {
            if (value.isObject() && value.size() <= MOST_KEYS) {
                objects++;
                value.fieldNames().forEachRemaining(key -> keys.merge(key, 1, Integer::sum));
            }
        }
        int seen = keys.values().stream().mapToInt(Integer::intValue).sum();
        boolean data = objects > 1 && keys.size() >= KEYS_OF_MAP && 2L * seen <= (long) keys.size() * objects;
        return data ? List.of() : List.copyOf(keys.keySet());
    }
}

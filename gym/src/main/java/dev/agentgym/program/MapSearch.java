package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Explains objects whose keys are data: one entry set or one entry dropped, under a key that is computed and not
/// always the same.
final class MapSearch {

    private final Problem problem;
    private final Solver parts;
    private final Best best;

    MapSearch(Problem problem, Solver parts, Best best) {
        this.problem = problem;
        this.parts = parts;
        this.best = best;
    }

    void search() {
        for (Candidate base : problem.scene().everything()) {
            if (base.values().stream().allMatch(JsonNode::isObject)) {
                search(base);
            }
            if (best.isComplete()) {
                return;
            }
        }
    }

    private void search(Candidate base) {
        List<JsonNode> keys = new ArrayList<>();
        int dropped = 0;
        for (int i = 0; i < problem.size(); i++) {
            Optional<String> key = onlyDifference(base.value(i), problem.target(i));
            if (key.isEmpty()) {
                return;
            }
            keys.add(TextNode.valueOf(key.get()));
            dropped += problem.target(i).has(key.get()) ? 0 : 1;
        }
        if (keys.stream().distinct().count() < 2) {
            return;
        }
        if (dropped == 0) {
            put(base, keys);
        } else if (dropped == problem.size()) {
            key(keys).ifPresent(key -> best.offer(new Program.Dropped(base.program(), key)));
        }
    }

    private Optional<Program> key(List<JsonNode> keys) {
        return parts.part(new Problem(problem.scene(), List.copyOf(keys), "")).map(Candidate::program);
    }

    private void put(Candidate base, List<JsonNode> keys) {
        Optional<Program> key = key(keys);
        if (key.isEmpty()) {
            return;
        }
        List<JsonNode> values = new ArrayList<>();
        for (int i = 0; i < problem.size(); i++) {
            values.add(problem.target(i).get(keys.get(i).asText()));
        }
        parts.part(new Problem(problem.scene(), List.copyOf(values), ""))
                .ifPresent(value -> best.offer(new Program.Put(base.program(), key.get(), value.program())));
    }

    /// The one key at which the two objects differ.
    private static Optional<String> onlyDifference(JsonNode before, JsonNode after) {
        if (Math.abs(before.size() - after.size()) > 1) {
            return Optional.empty();
        }
        SortedSet<String> names = ObjectSearch.names(List.of(before, after));
        List<String> different = names.stream()
                .filter(name ->
                        before.has(name) != after.has(name) || !Values.matches(before.path(name), after.path(name)))
                .limit(2)
                .toList();
        return different.size() == 1 ? Optional.of(different.getFirst()) : Optional.empty();
    }
}

package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Values;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The leaves of JSON values: every number, text, truth value, null and empty container with the path to it.
///
/// A path names fields and writes `[]` for any element of a list, so that an element out of place costs nothing but
/// the order.
final class Leaves {

    private Leaves() {}

    /// The harmonic mean of precision and recall over the leaves of two values: 1 where both have the same leaves,
    /// 0 where they share none.
    static double f1(JsonNode expected, JsonNode got) {
        Map<String, Integer> wanted = count(expected);
        Map<String, Integer> found = count(got);
        long common = 0;
        for (Map.Entry<String, Integer> leaf : wanted.entrySet()) {
            common += Math.min(leaf.getValue(), found.getOrDefault(leaf.getKey(), 0));
        }
        return 2.0 * common / (total(wanted) + total(found));
    }

    /// The leaves that only one of the two values has, by path; a list that only one has is not taken apart.
    static List<Difference> differences(JsonNode expected, JsonNode got) {
        List<Difference> found = new ArrayList<>();
        differences("", expected, got, found);
        return found;
    }

    private static void differences(String path, JsonNode expected, JsonNode got, List<Difference> found) {
        if (expected.isObject() && got.isObject()) {
            Set<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            got.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> differences(JsonPaths.below(path, name), expected.path(name), got.path(name), found));
        } else if (expected.isArray() && got.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
                differences(path + "[" + i + "]", expected.path(i), got.path(i), found);
            }
        } else if (!Values.equal(expected, got)) {
            found.add(new Difference(path, expected, got));
        }
    }

    private static Map<String, Integer> count(JsonNode value) {
        Map<String, Integer> counts = new TreeMap<>();
        JsonPaths.leaves(value, (path, leaf) -> counts.merge(path + " = " + Json.canonical(leaf), 1, Integer::sum));
        return counts;
    }

    private static long total(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
}

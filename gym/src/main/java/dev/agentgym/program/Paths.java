package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The paths that lead to values in some scopes, shallow ones first.
///
/// An object whose field names look like ids, or whose fields are different ones in most scopes, is a map from keys
/// to values: the path leads to it, not into it.
final class Paths {

    private static final int DEEPEST = 4;
    private static final int MOST = 120;
    private static final int MOST_SCOPES = 200;
    private static final int MOST_FIELDS = 40;
    private static final int WIDEST = 1_000;
    private static final int FEWEST_KEYS = 4;
    private static final double RARE = 0.34;
    private static final Pattern ID = Pattern.compile(".*\\d{2,}.*|\\d+");

    private Paths() {}

    static List<Program.Path> of(List<Scope> scopes, Collection<String> roots) {
        List<Scope> some = sample(scopes);
        List<Program.Path> found = new ArrayList<>();
        List<Program.Path> level = roots.stream().map(Program.Path::of).toList();
        for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
            List<Program.Path> next = new ArrayList<>();
            for (Program.Path path : level) {
                List<JsonNode> values = some.stream()
                        .map(scope -> Evaluation.of(path, scope))
                        .filter(value -> !value.isMissingNode())
                        .toList();
                if (!values.isEmpty()) {
                    found.add(path);
                    fields(path, values).forEach(name -> next.add(below(path, name)));
                }
            }
            level = next;
        }
        return found.subList(0, Math.min(found.size(), MOST));
    }

    private static List<Scope> sample(List<Scope> scopes) {
        int stride = Math.max(1, scopes.size() / MOST_SCOPES);
        List<Scope> some = new ArrayList<>();
        for (int i = scopes.size() - 1; i >= 0; i -= stride) {
            some.add(scopes.get(i));
        }
        return some;
    }

    private static Program.Path below(Program.Path path, String name) {
        List<String> steps = new ArrayList<>(path.steps());
        steps.add(name);
        return new Program.Path(steps);
    }

    private static Collection<String> fields(Program.Path path, List<JsonNode> values) {
        Map<String, Integer> counts = new TreeMap<>();
        int objects = 0;
        for (JsonNode value : values) {
            objects += value.isObject() ? 1 : 0;
            if (value.size() <= WIDEST) {
                value.fieldNames().forEachRemaining(name -> counts.merge(name, 1, Integer::sum));
            }
        }
        boolean arguments = path.steps().equals(List.of("args"));
        return !arguments && isMap(counts, objects) ? List.of() : mostFrequent(counts);
    }

    private static Collection<String> mostFrequent(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_FIELDS)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean isMap(Map<String, Integer> counts, int objects) {
        long ids = counts.keySet().stream()
                .filter(name -> ID.matcher(name).matches())
                .count();
        double filled = counts.values().stream().mapToInt(Integer::intValue).sum() / (double) (counts.size() * objects);
        return ids * 2 > counts.size() || (counts.size() >= FEWEST_KEYS && filled < RARE && objects >= 4);
    }
}

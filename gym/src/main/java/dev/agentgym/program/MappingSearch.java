package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Explains targets by a table of constants: one for each of the few values that something takes.
final class MappingSearch implements Solver.Way {

    private static final int MOST_KEYS = 24;
    private static final int FEWEST_PER_KEY = 2;
    private static final double MOSTLY = 0.8;
    private static final int MANY = 10;

    /// No call was made before.
    private static final String FIRST = "0";

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isValueNode) || problem.any(Program.Absent.VALUE::equals)) {
            return;
        }
        int evidence = problem.evidence();
        for (Candidate key : problem.scene().scalars()) {
            table(problem, key)
                    .map(table -> new Program.Pick(new Program.Constant(table), key.program()))
                    .filter(program -> Bits.of(program) < evidence)
                    .ifPresent(best::offer);
        }
    }

    private record Entry(JsonNode value, int count) {}

    private static Optional<ObjectNode> table(Problem problem, Candidate key) {
        Map<String, Entry> entries = new TreeMap<>();
        for (int i = 0; i < problem.size(); i++) {
            if (!key.isKnown(i)) {
                continue;
            }
            Entry entry = entries.getOrDefault(key.value(i).asText(), new Entry(problem.target(i), 0));
            entries.put(key.value(i).asText(), new Entry(entry.value, entry.count + 1));
            if (!Values.matches(entry.value, problem.target(i)) || entries.size() > MOST_KEYS) {
                return Optional.empty();
            }
        }
        boolean supported = entries.values().stream().allMatch(entry -> entry.count >= FEWEST_PER_KEY);
        ObjectNode table = Json.object();
        entries.forEach((name, entry) -> table.set(name, entry.value));
        return supported && table.size() > 1 ? Optional.of(table) : first(entries, key);
    }

    /// What every first call shows alike, while later ones, which are rare, do not tell: they are left open.
    private static Optional<ObjectNode> first(Map<String, Entry> entries, Candidate key) {
        boolean counts = key.program() instanceof Program.Path(List<String> steps) && steps.size() == 1;
        Entry first = entries.get(FIRST);
        boolean single = entries.entrySet().stream()
                .allMatch(entry -> entry.getKey().equals(FIRST) || entry.getValue().count == 1);
        if (!counts || first == null || !single || first.count < MANY || entries.size() == 1) {
            return Optional.empty();
        }
        return first.count >= MOSTLY * (first.count + entries.size() - 1)
                ? Optional.of(Json.object().set(FIRST, first.value))
                : Optional.empty();
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Explains targets by a table of constants: one for each of the few values that something takes.
final class MappingSearch implements Solver.Way {

    private static final int MOST_KEYS = 24;
    private static final int FEWEST_PER_KEY = 2;
    private static final double MOSTLY = 0.6;
    private static final int FEWEST_FIRST = 4;

    /// No call was made before.
    private static final String FIRST = "0";

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isValueNode) || problem.any(Program.Absent.VALUE::equals)) {
            return;
        }
        int evidence = problem.evidence();
        counted(problem).filter(program -> Bits.of(program) < evidence).ifPresent(best::offer);
        for (Candidate key : problem.scene().scalars()) {
            table(problem, key)
                    .map(table -> new Program.Pick(new Program.Constant(table), key.program()))
                    .filter(program -> Bits.of(program) < evidence)
                    .ifPresent(best::offer);
        }
    }

    /// Names that every conversation gives out in the same order: the first call gets the first of them. Calls that
    /// are rare, or that do not agree, are left open.
    static Optional<Program> counted(Problem problem) {
        return problem.scene().scalars().stream()
                .filter(MappingSearch::counts)
                .flatMap(key -> counted(problem, key)
                        .<Program>map(table -> new Program.Pick(new Program.Constant(table), key.program()))
                        .stream())
                .findFirst();
    }

    private static boolean counts(Candidate key) {
        return key.program() instanceof Program.Path(List<String> steps) && steps.size() == 1;
    }

    private static Optional<ObjectNode> counted(Problem problem, Candidate key) {
        SortedMap<String, List<JsonNode>> names = new TreeMap<>();
        for (int i = 0; i < problem.size(); i++) {
            names.computeIfAbsent(key.value(i).asText(), _ -> new ArrayList<>()).add(problem.target(i));
        }
        if (names.getOrDefault(FIRST, List.of()).size() < FEWEST_FIRST || names.size() == 1) {
            return Optional.empty();
        }
        names.values()
                .removeIf(same -> same.size() < FEWEST_PER_KEY || !same.stream().allMatch(same.getFirst()::equals));
        int kept = names.values().stream().mapToInt(List::size).sum();
        ObjectNode table = Json.object();
        names.forEach((call, same) -> table.set(call, same.getFirst()));
        boolean different =
                names.values().stream().map(List::getFirst).distinct().count() == names.size();
        return names.containsKey(FIRST) && different && kept >= MOSTLY * problem.size()
                ? Optional.of(table)
                : Optional.empty();
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
        return supported && table.size() > 1 ? Optional.of(table) : Optional.empty();
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Explains objects field by field: as an object of the scene of which some fields changed, or as a new one.
final class ObjectSearch implements Solver.Way {

    private static final int MOST_FIELDS = 40;
    private static final int MOST_BASES = 3;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isObject)) {
            return;
        }
        new MapSearch(problem, parts, best).search();
        if (!best.isComplete()) {
            Fields fields = new Fields(problem, parts);
            bases(problem).forEach(base -> changed(problem, base, fields).ifPresent(best::offer));
            built(problem, fields).ifPresent(best::offer);
        }
    }

    /// The programs of fields, found once whatever object they belong to.
    private static final class Fields {
        private final Problem problem;
        private final Solver parts;
        private final Map<String, Optional<Candidate>> known = new LinkedHashMap<>();

        Fields(Problem problem, Solver parts) {
            this.problem = problem;
            this.parts = parts;
        }

        Optional<Program> program(String name) {
            return known.computeIfAbsent(name, _ -> parts.part(problem.of(name)))
                    .map(Candidate::program);
        }

        /// All of these fields; empty if one of them has no explanation.
        Optional<SortedMap<String, Program>> programs(Iterable<String> names) {
            SortedMap<String, Program> programs = new TreeMap<>();
            for (String name : names) {
                Optional<Program> program = program(name);
                if (program.isEmpty()) {
                    return Optional.empty();
                }
                programs.put(name, program.get());
            }
            return Optional.of(programs);
        }
    }

    static SortedSet<String> names(Iterable<JsonNode> objects) {
        SortedSet<String> names = new TreeSet<>();
        for (JsonNode object : objects) {
            object.fieldNames().forEachRemaining(names::add);
        }
        names.removeIf(name -> name.startsWith("@"));
        return names;
    }

    /// The objects of the scene that share the most fields with the targets.
    private static List<Candidate> bases(Problem problem) {
        return problem.scene().everything().stream()
                .filter(candidate -> 2L
                                * IntStream.range(0, problem.size())
                                        .filter(i -> candidate.value(i).isObject())
                                        .count()
                        >= problem.size())
                .filter(candidate -> shared(problem, candidate) >= problem.size())
                .sorted(Comparator.comparingInt(candidate -> -shared(problem, candidate)))
                .limit(MOST_BASES)
                .toList();
    }

    private static int shared(Problem problem, Candidate base) {
        int shared = 0;
        for (int i = 0; i < problem.size(); i++) {
            for (var field : problem.target(i).properties()) {
                JsonNode before = base.value(i).path(field.getKey());
                shared += !before.isMissingNode() && Values.matches(before, field.getValue()) ? 1 : 0;
            }
        }
        return shared;
    }

    private static Optional<Program> changed(Problem problem, Candidate base, Fields fields) {
        List<String> altered = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        SortedSet<String> names = names(problem.targets());
        for (String name : names(base.values())) {
            if (!names.contains(name)) {
                removed.add(name);
            }
        }
        names.stream().filter(name -> isAltered(problem, base, name)).forEach(altered::add);
        int kept = names.size() - altered.size();
        if (altered.size() > MOST_FIELDS || kept < 1 || removed.size() > kept) {
            return Optional.empty();
        }
        return fields.programs(altered)
                .map(programs -> new Program.Changed(base.program(), programs, List.copyOf(removed)));
    }

    private static boolean isAltered(Problem problem, Candidate base, String name) {
        return IntStream.range(0, problem.size())
                .filter(i -> base.value(i).isObject())
                .anyMatch(i ->
                        isAltered(base.value(i).path(name), problem.target(i).path(name)));
    }

    private static boolean isAltered(JsonNode before, JsonNode after) {
        return before.isMissingNode() != after.isMissingNode() || !Values.matches(before, after);
    }

    private static Optional<Program> built(Problem problem, Fields fields) {
        SortedSet<String> names = names(problem.targets());
        if (names.size() > MOST_FIELDS || names.isEmpty()) {
            return Optional.empty();
        }
        return fields.programs(names).map(Program.Built::new);
    }
}

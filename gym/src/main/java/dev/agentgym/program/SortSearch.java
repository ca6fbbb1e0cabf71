package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Explains lists as another list in the order of a key of its elements.
final class SortSearch {

    private final Problem problem;
    private final Candidate list;

    SortSearch(Problem problem, Candidate list) {
        this.problem = problem;
        this.list = list;
    }

    Optional<Program> sorted() {
        boolean same = IntStream.range(0, problem.size()).allMatch(this::hasSameElements);
        boolean differs =
                IntStream.range(0, problem.size()).anyMatch(i -> !Values.matches(list.value(i), problem.target(i)));
        if (!same || !differs) {
            return Optional.empty();
        }
        List<Program> keys = new ArrayList<>(List.of(Program.Path.of("each")));
        problem.scene().elements(list).own().forEach(key -> keys.add(key.program()));
        return keys.stream()
                .flatMap(key -> Stream.of(false, true)
                        .map(descending -> (Program) new Program.Sorted(list.program(), key, descending)))
                .filter(this::explains)
                .findFirst();
    }

    private boolean explains(Program program) {
        List<JsonNode> values = problem.scene().values(program);
        return problem.open(values) < problem.size() && problem.allows(values);
    }

    private boolean hasSameElements(int example) {
        JsonNode before = list.value(example);
        JsonNode after = problem.target(example);
        if (!before.isArray() || before.size() != after.size()) {
            return before.isMissingNode();
        }
        List<JsonNode> open = new ArrayList<>();
        after.forEach(open::add);
        for (JsonNode element : before) {
            int at = IntStream.range(0, open.size())
                    .filter(i -> Values.matches(element, open.get(i)))
                    .findFirst()
                    .orElse(-1);
            if (at < 0) {
                return false;
            }
            open.remove(at);
        }
        return true;
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Explains lists as another list without some of its elements.
final class FilterSearch {

    private final Problem problem;
    private final Candidate list;

    FilterSearch(Problem problem, Candidate list) {
        this.problem = problem;
        this.list = list;
    }

    Optional<Program> filtered() {
        boolean isPlain = !(list.program() instanceof Program.Filtered);
        boolean fewer = isPlain
                && IntStream.range(0, problem.size())
                        .allMatch(i -> list.value(i).isMissingNode()
                                || list.value(i).size() >= problem.target(i).size());
        Elements elements = problem.scene().elements(list);
        if (!fewer || elements.isEmpty()) {
            return Optional.empty();
        }
        return kept(elements)
                .flatMap(kept -> new TestSearch(elements.scene()).separating(kept))
                .map(test -> new Program.Filtered(list.program(), test));
    }

    /// Which of the elements were kept; empty if the targets are no parts of the list.
    private Optional<List<Boolean>> kept(Elements elements) {
        List<Boolean> kept = new ArrayList<>();
        for (int i = 0; i < problem.size(); i++) {
            if (elements.examples().get(i) && !isPart(list.value(i), problem.target(i), kept)) {
                return Optional.empty();
            }
        }
        return Optional.of(kept);
    }

    private static boolean isPart(JsonNode list, JsonNode part, List<Boolean> kept) {
        int next = 0;
        for (JsonNode element : list) {
            boolean here = next < part.size() && Values.matches(element, part.get(next));
            next += here ? 1 : 0;
            kept.add(here);
        }
        return next == part.size();
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Explains lists: a list of the scene with something added, with every element replaced, with elements left out,
/// or in another order.
final class ListSearch implements Solver.Way {

    private static final int MOST_MAPPED = 6;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isArray)) {
            return;
        }
        List<Candidate> lists = problem.scene().lists();
        lists.forEach(best::offer);
        lists.forEach(list -> new SortSearch(problem, list).sorted().ifPresent(best::offer));
        if (!best.isComplete()) {
            lists.forEach(list -> new FilterSearch(problem, list).filtered().ifPresent(best::offer));
        }
        if (!best.isComplete()) {
            joined(problem, best, parts);
        }
        if (!best.isComplete()) {
            mapped(problem, best, parts);
        }
    }

    private static void joined(Problem problem, Best best, Solver parts) {
        bases(problem).forEach(base -> appended(problem, base, best, parts));
        if (best.isComplete()) {
            return;
        }
        if (problem.all(target -> target.size() == 1 && !target.get(0).isArray())) {
            Program none = new Program.Constant(Json.MAPPER.createArrayNode());
            parts.part(problem.with("", target -> target.get(0)))
                    .ifPresent(element -> best.offer(new Program.Joined(none, element.program())));
        }
        bases(problem).forEach(base -> prepended(problem, base, best, parts));
    }

    /// The lists that the targets begin or end with, the longest first.
    private static Stream<Candidate> bases(Problem problem) {
        return problem.scene().lists().stream()
                .filter(list -> IntStream.range(0, problem.size())
                        .allMatch(i -> list.value(i).isArray()
                                && list.value(i).size() <= problem.target(i).size()))
                .sorted(Comparator.comparingInt(
                        list -> -list.values().stream().mapToInt(JsonNode::size).sum()));
    }

    private static void appended(Problem problem, Candidate base, Best best, Solver parts) {
        if (best.isComplete()
                || !IntStream.range(0, problem.size()).allMatch(i -> has(problem.target(i), base.value(i), 0))) {
            return;
        }
        List<JsonNode> rests = IntStream.range(0, problem.size())
                .mapToObj(i -> part(
                        problem.target(i),
                        base.value(i).size(),
                        problem.target(i).size()))
                .toList();
        rest(problem, rests, parts).ifPresent(rest -> best.offer(new Program.Joined(base.program(), rest)));
    }

    private static void prepended(Problem problem, Candidate base, Best best, Solver parts) {
        if (best.isComplete()
                || !IntStream.range(0, problem.size())
                        .allMatch(i -> has(problem.target(i), base.value(i), surplus(problem, base, i)))) {
            return;
        }
        List<JsonNode> rests = IntStream.range(0, problem.size())
                .mapToObj(i -> part(problem.target(i), 0, surplus(problem, base, i)))
                .toList();
        rest(problem, rests, parts).ifPresent(rest -> best.offer(new Program.Joined(rest, base.program())));
    }

    private static int surplus(Problem problem, Candidate base, int example) {
        return problem.target(example).size() - base.value(example).size();
    }

    private static boolean has(JsonNode target, JsonNode part, int from) {
        return IntStream.range(0, part.size()).allMatch(i -> Values.matches(part.get(i), target.get(from + i)));
    }

    private static JsonNode part(JsonNode list, int from, int to) {
        ArrayNode part = Json.MAPPER.createArrayNode();
        for (int i = from; i < to; i++) {
            part.add(list.get(i));
        }
        return part;
    }

    /// What was added: one value, or a list by itself.
    private static Optional<Program> rest(Problem problem, List<JsonNode> rests, Solver parts) {
        if (rests.stream().allMatch(rest -> rest.isEmpty()) || problem.any(target -> target.isEmpty())) {
            return Optional.empty();
        }
        if (rests.stream().anyMatch(rest -> rest.isEmpty()) && rests.stream().allMatch(rest -> rest.size() <= 1)) {
            return new UnlessNone(problem, rests).added(parts);
        }
        boolean single =
                rests.stream().allMatch(rest -> rest.size() == 1 && !rest.get(0).isArray());
        List<JsonNode> targets =
                single ? rests.stream().map(rest -> rest.get(0)).toList() : rests;
        boolean shorter = single
                || IntStream.range(0, rests.size())
                        .anyMatch(i -> rests.get(i).size() < problem.target(i).size());
        return shorter
                ? parts.part(new Problem(problem.scene(), targets, problem.field()))
                        .map(Candidate::program)
                : Optional.empty();
    }

    private static void mapped(Problem problem, Best best, Solver parts) {
        problem.scene().lists().stream()
                .filter(list -> IntStream.range(0, problem.size())
                        .allMatch(i -> list.value(i).isMissingNode()
                                || list.value(i).size() == problem.target(i).size()))
                .limit(MOST_MAPPED)
                .forEach(list -> mapped(problem, list, best, parts));
    }

    private static void mapped(Problem problem, Candidate list, Best best, Solver parts) {
        Elements elements = problem.scene().elements(list);
        if (elements.isEmpty() || best.isComplete()) {
            return;
        }
        List<JsonNode> targets = new ArrayList<>();
        for (int i = 0; i < problem.size(); i++) {
            if (elements.examples().get(i)) {
                problem.target(i).forEach(targets::add);
            }
        }
        Problem all = new Problem(elements.scene(), List.copyOf(targets), "");
        Sample sample = Sample.diverse(targets);
        parts.part(sample.positions().size() == targets.size() ? all : all.only(sample.positions()))
                .ifPresent(each -> best.offer(new Program.Mapped(list.program(), each.program())));
    }
}

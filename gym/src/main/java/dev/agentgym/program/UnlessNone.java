package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Explains elements that are added to a list unless a number in them would be none: a payment of nothing is not
/// written down. What is not added is an example for the number, too.
///
/// @param rests for each example what is added: a list of one object, or an empty one
record UnlessNone(Problem problem, List<JsonNode> rests) {

    private static final int FEWEST_ADDED = 3;
    private static final IntNode NONE = IntNode.valueOf(0);

    /// The list of the added element, or an empty one.
    Optional<Program> added(Solver parts) {
        List<Integer> added = IntStream.range(0, rests.size())
                .filter(i -> rests.get(i).path(0).isObject())
                .boxed()
                .toList();
        return added.size() < FEWEST_ADDED
                ? Optional.empty()
                : numbers(added)
                        .flatMap(field -> added(field, added, parts).stream())
                        .findFirst();
    }

    /// The fields that are numbers in all elements, and never none.
    private Stream<String> numbers(List<Integer> added) {
        return rests.get(added.getFirst()).get(0).properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> added.stream()
                        .map(i -> rests.get(i).get(0).path(field))
                        .allMatch(value -> value.isNumber() && value.doubleValue() != 0));
    }

    private Optional<Program> added(String field, List<Integer> added, Solver parts) {
        List<JsonNode> numbers = rests.stream()
                .<JsonNode>map(rest -> rest.isEmpty() ? NONE : rest.get(0).path(field))
                .toList();
        List<JsonNode> others =
                added.stream().map(i -> without(field, rests.get(i).get(0))).toList();
        Optional<Candidate> number = parts.part(new Problem(problem.scene(), numbers, field));
        return number.flatMap(_ -> parts.part(new Problem(problem.scene().only(added), others, problem.field())))
                .map(other -> list(field, other.program(), number.get().program()));
    }

    private static JsonNode without(String field, JsonNode element) {
        return element instanceof ObjectNode object ? Json.copy(object).without(field) : element;
    }

    private static Program list(String field, Program others, Program number) {
        ArrayNode none = Json.MAPPER.createArrayNode();
        Program element = new Program.Changed(others, new TreeMap<>(Map.of(field, number)), List.of());
        return new Program.Filtered(
                new Program.Joined(new Program.Constant(none), element),
                new Predicate.Compare(
                        Program.Path.of(Evaluation.EACH, field),
                        Predicate.Comparison.UNEQUAL,
                        new Program.Constant(NONE)));
    }
}

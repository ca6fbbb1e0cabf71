package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/// Tells a rule from a list of its examples that is written as one: a constant for every pair of values that the
/// logs show says nothing of a pair that they do not show.
final class Rote {

    private Rote() {}

    /// Whether a program chooses between constants by several values, and the examples show no more combinations of
    /// these than it has constants.
    static boolean isRote(Program program, List<Example> examples) {
        if (!leaves(program).allMatch(leaf -> constants(leaf) > 0)) {
            return false;
        }
        List<Program.Path> read = Parts.paths(program).distinct().toList();
        int constants = leaves(program).mapToInt(Rote::constants).sum();
        return read.size() > 1 && combinations(read, examples) <= constants;
    }

    /// What the program comes to in each of the cases that it tells apart.
    private static Stream<Program> leaves(Program program) {
        return program instanceof Program.Choice(Predicate _, Program then, Program otherwise)
                ? Stream.of(then, otherwise).flatMap(Rote::leaves)
                : Stream.of(program);
    }

    /// How many constants it is, one or a table of them; none if it is computed.
    private static int constants(Program leaf) {
        return switch (leaf) {
            case Program.Constant _ -> 1;
            case Program.Pick(Program.Constant(ObjectNode table), Program.Path _) -> table.size();
            default -> 0;
        };
    }

    private static long combinations(List<Program.Path> read, List<Example> examples) {
        return examples.stream()
                .map(example ->
                        read.stream().map(path -> path.eval(example.scope())).toList())
                .distinct()
                .count();
    }
}

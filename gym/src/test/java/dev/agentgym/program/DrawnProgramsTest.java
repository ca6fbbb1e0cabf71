package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnProgramsTest {

    private static final int PROGRAMS = 100;
    private static final int EXAMPLES = 40;
    private static final int FRESH = 40;

    private static List<Example> examples(Program program, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(_ -> DrawnPrograms.scope(random))
                .map(Scope::of)
                .map(scope -> new Example(scope, program.eval(scope)))
                .toList();
    }

    private static boolean isRight(Program found, List<Example> fresh) {
        long right = fresh.stream()
                .filter(example -> Values.matches(found.eval(example.scope()), example.target()))
                .count();
        return right >= 0.95 * FRESH;
    }

    @Test
    void drawn_programs_are_found_again() {
        List<String> lost = new ArrayList<>();
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Random random = new Random(seed);
            Program drawn = new DrawnPrograms(random).draw();
            Optional<Explanation> found =
                    new ProgramSearch(List.of("args", "order", "user")).explain(examples(drawn, EXAMPLES, random));
            if (!found.map(rule -> isRight(rule.program(), examples(drawn, FRESH, random)))
                    .orElse(false)) {
                lost.add(
                        drawn.text() + " -> " + found.map(rule -> rule.program().text()));
            }
        }
        assertThat(lost).as("programs not found again").hasSizeLessThanOrEqualTo(PROGRAMS / 50);
    }

    /// Iteration in the order of hashes would differ between two runs over equal examples.
    @Test
    void equal_examples_have_equal_explanations() {
        for (int seed = 0; seed < 12; seed++) {
            Program drawn = new DrawnPrograms(new Random(seed)).draw();
            ProgramSearch search = new ProgramSearch(List.of("args", "order", "user"));

            assertThat(search.explain(examples(drawn, 20, new Random(seed))))
                    .isEqualTo(search.explain(examples(drawn, 20, new Random(seed))));
        }
    }

    @Test
    void examples_are_left_as_they_are() {
        ObjectNode scope = DrawnPrograms.scope(new Random(1));
        JsonNode before = scope.deepCopy();
        List<Example> examples = IntStream.range(0, 10)
                .mapToObj(i -> new Example(Scope.of(scope), scope.get("order")))
                .toList();

        new ProgramSearch(List.of("args", "order", "user")).explain(examples);

        assertThat(scope).isEqualTo(before);
    }
}

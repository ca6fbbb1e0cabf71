package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.program.Predicate.Verdict;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lists of guards drawn at random are learned from 300 calls and then decide fresh calls as they do.
class GuardPropertyTest {

    private static final int TOOLS = 20;

    private static final List<String> NUMBERS =
            List.of("args.nights", "args.budget", "row.price", "row.rooms", "user.points");
    private static final List<String> KINDS = List.of("args.board", "row.status", "user.level", "row.country");

    /// A hotel: a booking, a house, a guest.
    private static ObjectNode draw(Random random) {
        ObjectNode scope = scope();
        scope.withObject("args")
                .put("hotel_id", "H" + random.nextInt(1000))
                .put("voucher", "V" + random.nextInt(6))
                .put("nights", random.nextInt(1, 15))
                .put("budget", random.nextInt(50, 1000))
                .put("board", one(random, "none", "half", "full"))
                .put("from", "2024-0" + random.nextInt(1, 9) + "-15");
        if (random.nextInt(4) == 0) {
            scope.withObject("args").put("discount", random.nextInt(1, 30));
        }
        if (random.nextInt(12) == 0) {
            scope.putNull("row");
        } else {
            scope.putObject("row")
                    .put("status", one(random, "open", "open", "closed", "full"))
                    .put("country", one(random, "it", "at", "de", "fr"))
                    .put("price", random.nextInt(40, 400))
                    .put("rooms", random.nextInt(0, 12))
                    .put("opens", "2024-0" + random.nextInt(1, 5) + "-15");
        }
        ObjectNode user = scope.putObject("user");
        user.put("level", one(random, "bronze", "silver", "gold")).put("points", random.nextInt(0, 900));
        IntStream.range(0, 3).forEach(_ -> user.withArray("vouchers").add("V" + random.nextInt(6)));
        return scope;
    }

    private static Program.Path path(String dotted) {
        return Program.Path.of(dotted.split("\\."));
    }

    private static Predicate.Compare compare(Program left, Comparison comparison, Program right) {
        return new Predicate.Compare(left, comparison, right);
    }

    private static Predicate condition(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> compare(path("row"), Comparison.EQUAL, new Program.Constant(NullNode.getInstance()));
            case 1 -> kind(random, one(random, Comparison.EQUAL, Comparison.UNEQUAL));
            case 2 -> number(random);
            case 3 ->
                compare(
                        path("args.budget"),
                        Comparison.LESS,
                        new Program.Arithmetic(Program.Operator.TIMES, path("row.price"), path("args.nights")));
            case 4 -> new Predicate.Not(new Predicate.Contains(path("user.vouchers"), path("args.voucher")));
            case 5 -> new Predicate.Present(path("args.discount"));
            case 6 -> compare(path("args.from"), Comparison.LESS, path("row.opens"));
            default -> new Predicate.And(List.of(kind(random, Comparison.EQUAL), number(random)));
        };
    }

    private static Predicate kind(Random random, Comparison comparison) {
        Program.Path path = path(one(random, KINDS.toArray(String[]::new)));
        ObjectNode scope = draw(random);
        while (!path.eval(Scope.of(scope)).isTextual()) {
            scope = draw(random);
        }
        return compare(path, comparison, new Program.Constant(path.eval(Scope.of(scope))));
    }

    private static Predicate number(Random random) {
        Program.Path path = path(one(random, NUMBERS.toArray(String[]::new)));
        List<Integer> values = IntStream.range(0, 60)
                .mapToObj(_ -> path.eval(Scope.of(draw(random))))
                .filter(JsonNode::isInt)
                .map(JsonNode::intValue)
                .sorted()
                .toList();
        boolean up = random.nextBoolean();
        int limit = values.get(up ? values.size() * 3 / 4 : values.size() / 4);
        return compare(path, up ? Comparison.MORE : Comparison.LESS, new Program.Constant(Numbers.node(limit)));
    }

    private static InventedTool tool(Random random, boolean telling) {
        InventedTool tool = InventedTool.drawing(GuardPropertyTest::draw);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            Predicate condition = condition(random);
            // "refusal b" and "refusal c" are different kinds: plain words, none of which names a field
            String words = telling
                    ? "Error: " + condition.text().replaceAll("[^a-z0-9]+", " ")
                    : "Error: refusal " + "abcde".charAt(i) + "bc";
            tool.refusing(values -> condition.test(Scope.of((ObjectNode) values)) == Verdict.TRUE, words);
        }
        return tool;
    }

    /// The means over all tools.
    private record Means(double precision, double recall) {}

    private static Means means(int calls, boolean telling) {
        double precision = 0;
        double recall = 0;
        for (int seed = 0; seed < TOOLS; seed++) {
            InventedTool tool = tool(new Random(seed), telling);
            InventedTool.Score score = tool.score(tool.learned(calls, seed), 500, seed + 1000);
            precision += score.precision() / TOOLS;
            recall += score.recall() / TOOLS;
        }
        return new Means(precision, recall);
    }

    @Test
    void random_lists_of_guards_are_learned_from_300_calls() {
        Means means = means(300, false);
        assertThat(means.precision()).isGreaterThanOrEqualTo(0.99);
        assertThat(means.recall()).isGreaterThanOrEqualTo(0.95);
    }

    /// The words' worth: without them, few refusals are no evidence for the right one of many conditions.
    @Test
    void words_that_name_the_condition_help_where_calls_are_few() {
        Means mute = means(50, false);
        Means telling = means(50, true);
        assertThat(telling.precision()).isGreaterThan(mute.precision());
        assertThat(telling.recall()).isGreaterThan(mute.recall());
    }
}

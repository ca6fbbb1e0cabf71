package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A museum sells tickets, lends audio guides and pays for what it loses.
class GuardKindsTest {

    private static final Map<String, Integer> LIMITS = Map.of("coat", 80, "umbrella", 15, "bag", 40);

    private static ObjectNode draw(Random random) {
        ObjectNode scope = scope();
        scope.withObject("args")
                .put("visitor", one(random, "ana", "ben", "cleo", "dora") + random.nextInt(100, 999) + "@post.example")
                .put("lost", one(random, "coat", "umbrella", "bag"))
                .put("amount", random.nextInt(1, 120))
                .put("stamps", random.nextInt(1, 12) * 50);
        scope.putObject("row").put("weight", random.nextInt(0, 50)).put("shelf", random.nextInt(0, 50));
        return scope;
    }

    private static Guards learned(Function<JsonNode, Optional<String>> refusing, int count) {
        Random random = new Random(5);
        List<Case> cases = IntStream.range(0, count)
                .mapToObj(_ -> draw(random))
                .map(scope -> new Case(
                        Scope.of(scope), refusing.apply(scope.path("args")).map(TextNode::valueOf)))
                .toList();
        return new GuardSearch(List.of("args", "row")).learn(cases);
    }

    /// One kind of refusal by its words, and yet no limit is common to all of them.
    @Test
    void each_value_that_refusals_name_may_have_a_limit_of_its_own() {
        Guards guards = learned(
                args -> {
                    String lost = args.path("lost").asText();
                    int most = LIMITS.getOrDefault(lost, 0);
                    return args.path("amount").asInt() > most
                            ? Optional.of("For a lost " + lost + " at most " + most + " is paid, not "
                                    + args.path("amount").asInt())
                            : Optional.empty();
                },
                200);

        assertThat(guards.unexplained()).isEmpty();
        assertThat(guards.inOrder())
                .extracting(guard -> guard.when().text())
                .contains("args.lost = \"umbrella\" and args.amount > 15", "args.lost = \"bag\" and args.amount > 40");
        assertThat(guards.inOrder())
                .extracting(guard -> guard.says().text())
                .contains("\"For a lost coat at most 80 is paid, not {args.amount}\"");
    }

    @Test
    void a_number_between_two_steps_is_refused() {
        Random random = new Random(6);
        Guards guards = learned(
                args -> {
                    ObjectNode given = (ObjectNode) args;
                    if (random.nextInt(6) == 0) {
                        given.put("stamps", given.path("stamps").asInt() + random.nextInt(1, 49));
                        return Optional.of("Stamps are taken in fifties, got " + given.path("stamps"));
                    }
                    return Optional.empty();
                },
                150);

        assertThat(guards.inOrder())
                .extracting(guard -> guard.when().text())
                .containsExactly("(args.stamps / 50) ≠ round_down((args.stamps / 50), 0)");
    }

    /// All refused addresses are at the same host, as if that were part of the words.
    @Test
    void a_value_is_said_as_a_whole_though_all_refused_ones_end_alike() {
        Random random = new Random(7);
        Guards guards = learned(
                args -> {
                    ObjectNode given = (ObjectNode) args;
                    if (random.nextInt(6) == 0) {
                        given.put("visitor", given.path("visitor").asText().replace("@", " at "));
                        return Optional.of(given.path("visitor").asText() + " is no address.");
                    }
                    return Optional.empty();
                },
                150);

        assertThat(guards.inOrder())
                .singleElement()
                .satisfies(guard -> assertThat(guard.says().text()).isEqualTo("\"{args.visitor} is no address.\""));
    }
}

package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// A ferry line: dogs may go aboard some of its ships, and which these are is shown nowhere.
class ValueTablesTest {

    private static final int SHIPS = 16;
    private static final Set<String> WITHOUT_DOGS = Set.of("MS-103", "MS-107", "MS-111", "MS-112");

    @Test
    void values_that_are_refused_in_many_logs_and_never_accepted_are_refused() {
        Guards guards = learn(160, log -> "log " + log, ship -> "MS-1" + "%02d".formatted(ship));

        assertThat(guards.unexplained()).isEmpty();
        assertThat(guards.inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.looksUp()).isTrue();
            assertThat(guard.says().text()).isEqualTo("\"Dogs are not allowed aboard {args.ship}.\"");
            assertThat(test(guard, "dog", "MS-107")).isEqualTo(Predicate.Verdict.TRUE);
            assertThat(test(guard, "dog", "MS-105")).isEqualTo(Predicate.Verdict.FALSE);
            assertThat(test(guard, "bicycle", "MS-107")).isEqualTo(Predicate.Verdict.FALSE);
        });
    }

    @Test
    void of_a_value_that_no_log_has_nothing_is_known() {
        Guard guard = learn(160, log -> "log " + log, ship -> "MS-1" + "%02d".formatted(ship))
                .inOrder()
                .getFirst();

        assertThat(test(guard, "dog", "MS-190")).isEqualTo(Predicate.Verdict.UNKNOWN);
        assertThat(test(guard, "bicycle", "MS-190")).isEqualTo(Predicate.Verdict.FALSE);
    }

    @Test
    void what_is_refused_again_in_the_same_log_is_no_table() {
        assertThat(learn(160, log -> "one log", ship -> "MS-1" + "%02d".formatted(ship))
                        .inOrder())
                .isEmpty();
    }

    @Test
    void ids_of_which_each_is_in_one_log_are_no_table() {
        Random random = new Random(8);

        assertThat(guards(
                                160,
                                log -> "log " + log,
                                _ -> "MS-" + random.nextInt(10_000, 99_999),
                                (baggage, ship) -> baggage.equals("dog") && ship.hashCode() % 3 == 0)
                        .inOrder())
                .noneMatch(Guard::looksUp);
    }

    @Test
    void values_that_are_sometimes_taken_are_no_table() {
        Random random = new Random(9);

        assertThat(guards(
                                160,
                                log -> "log " + log,
                                ship -> "MS-1" + "%02d".formatted(ship),
                                (baggage, _) -> baggage.equals("dog") && random.nextInt(3) == 0)
                        .inOrder())
                .noneMatch(Guard::looksUp);
    }

    private static Predicate.Verdict test(Guard guard, String baggage, String ship) {
        ObjectNode scope = scope();
        scope.withObject("args").put("baggage", baggage).put("ship", ship);
        return guard.when().test(Scope.of(scope));
    }

    private static Guards learn(int calls, IntFunction<String> log, Function<Integer, String> ship) {
        return guards(calls, log, ship, (baggage, name) -> baggage.equals("dog") && WITHOUT_DOGS.contains(name));
    }

    private static Guards guards(
            int calls, IntFunction<String> log, Function<Integer, String> ship, BiPredicate<String, String> refuses) {
        Random random = new Random(6);
        List<Case> cases = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            String baggage = one(random, "dog", "bicycle", "none");
            String name = ship.apply(random.nextInt(SHIPS));
            ObjectNode scope = scope();
            scope.withObject("args")
                    .put("baggage", baggage)
                    .put("ship", name)
                    .put("passenger", "P" + random.nextInt(1000, 9999));
            Optional<JsonNode> refusal = refuses.test(baggage, name)
                    ? Optional.of(TextNode.valueOf("Dogs are not allowed aboard " + name + "."))
                    : Optional.empty();
            cases.add(new Case(Scope.of(scope), refusal, log.apply(call)));
        }
        return new GuardSearch(List.of("args")).learn(cases);
    }
}

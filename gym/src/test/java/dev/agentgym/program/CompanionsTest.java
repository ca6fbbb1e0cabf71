package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An airfield: every stand is at one terminal, which all flight plans show.
class CompanionsTest {

    private static final Set<String> NAMES = Set.of("stand", "terminal", "flight");
    private static final List<String> SCOPE = List.of("args", "flight");
    private static final List<String> TERMINALS = List.of("North", "South", "West");

    private static String terminal(int stand) {
        return TERMINALS.get(stand % 3);
    }

    private static ObjectNode plan(int flight, int stand, String terminal) {
        ObjectNode plan = Json.object().put("flight", "FL" + flight);
        plan.putObject("place").put("stand", "S" + stand).put("terminal", terminal);
        return plan;
    }

    private static Stream<ObjectNode> plans() {
        return IntStream.range(0, 60).mapToObj(i -> plan(100 + i, i % 12, terminal(i % 12)));
    }

    private static ObjectNode call(int flight, int stand, String terminal, int before) {
        ObjectNode scope = Json.object();
        scope.putObject("args")
                .put("flight", "FL" + flight)
                .put("stand", "S" + stand)
                .put("terminal", terminal);
        scope.set("flight", plan(flight, before, terminal(before)).path("place"));
        return scope;
    }

    /// Two flights were to stay at their stands at another terminal.
    private static List<Case> moves() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            cases.add(new Case(Scope.of(call(100 + i, i % 12, terminal(i % 12), (i + 1) % 12)), Optional.empty()));
        }
        cases.add(refused(call(150, 3, "South", 3), "S3 is at North, not at South."));
        cases.add(refused(call(151, 4, "West", 4), "S4 is at South, not at West."));
        return cases;
    }

    private static Case refused(ObjectNode scope, String words) {
        return new Case(Scope.of(scope), Optional.of(TextNode.valueOf(words)));
    }

    private static Check check(Companions companions, ObjectNode scope) {
        return GuardSearch.widening(List.of(SCOPE))
                .knowing(companions)
                .learn(moves())
                .check(Scope.of(scope));
    }

    @Test
    void what_does_not_go_together_in_any_row_is_refused() {
        Companions companions = Companions.of(plans(), NAMES);

        JsonNode said = check(companions, call(120, 7, "North", 2)) instanceof Check.Refused(Guard _, JsonNode text)
                ? text
                : Json.object();

        assertThat(said.asText()).isEqualTo("S7 is at South, not at North.");
        assertThat(check(companions, call(120, 7, "South", 2))).isInstanceOf(Check.Passed.class);
    }

    @Test
    void of_a_value_that_no_row_has_nothing_is_refused() {
        assertThat(check(Companions.of(plans(), NAMES), call(120, 77, "North", 2)))
                .isInstanceOf(Check.Passed.class);
    }

    @Test
    void without_the_rows_the_refusals_are_not_understood() {
        assertThat(check(Companions.NONE, call(120, 7, "North", 2))).isNotInstanceOf(Check.Refused.class);
    }

    @Test
    void values_that_stand_beside_different_ones_tell_nothing() {
        Stream<ObjectNode> moved = IntStream.range(0, 60).mapToObj(i -> plan(200 + i, i % 12, terminal(i % 11)));

        assertThat(Companions.of(Stream.concat(plans(), moved), NAMES).all()).isEmpty();
    }

    @Test
    void the_same_object_shown_again_proves_nothing() {
        Stream<ObjectNode> few = IntStream.range(0, 200).mapToObj(i -> plan(100 + i % 12, i % 12, terminal(i % 12)));

        assertThat(Companions.of(few, NAMES).all()).isEmpty();
    }

    @Test
    void a_person_can_read_the_condition_and_write_it_again() {
        Companion stands = Companions.of(plans(), NAMES).all().stream()
                .filter(each -> each.key().equals("stand"))
                .findFirst()
                .orElseThrow();
        Predicate other = stands.isOther(Program.Path.of("args", "terminal"), Program.Path.of("args", "stand"));

        assertThat(RuleReader.predicate(other.text(), Set.of("args"))).isEqualTo(other);
    }
}

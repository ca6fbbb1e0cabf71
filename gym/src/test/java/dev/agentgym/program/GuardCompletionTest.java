package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A harbour lets no ship dock that has an unpaid fine, and lets no tug leave while a barge is tied to it. Refusals
/// name the fine or the barge; the calls name the ship.
class GuardCompletionTest {

    private static final List<String> NAMES = List.of("args", "ship");
    private static final RowKind FINES = new RowKind("shown_fine", "fine_id", rows("fine_id", "F-", "unpaid", "paid"));
    private static final RowKind BARGES = new RowKind("shown_ship", "ship_id", rows("ship_id", "V-", "tied", "free"));

    private static List<JsonNode> rows(String key, String prefix, String seldom, String often) {
        return IntStream.range(0, 60)
                .<JsonNode>mapToObj(i -> row(key, prefix + (100 + i), "S-" + i, i % 6 == 0 ? seldom : often))
                .toList();
    }

    private static ObjectNode row(String key, String id, String ship, String status) {
        return Json.object().put(key, id).put("owner", ship).put("status", status);
    }

    private static ObjectNode call(int number, String kind) {
        ObjectNode scope = Json.object();
        scope.putObject("args").put("ship", "S-" + number);
        scope.putObject("ship").put("ship", "S-" + number).put("kind", kind);
        return scope;
    }

    private static ObjectNode fined(int number, String status) {
        ObjectNode scope = call(number, "ferry");
        scope.putArray("shown_fine").add(row("fine_id", "F-" + (100 + number), "S-" + number, status));
        return scope;
    }

    private static Case refused(ObjectNode scope, String words) {
        return new Case(Scope.of(scope), Optional.of(TextNode.valueOf(words)));
    }

    private static Case accepted(ObjectNode scope) {
        return new Case(Scope.of(scope), Optional.empty());
    }

    private static Guards learned(RowKind kind, List<Case> cases) {
        return new GuardCompletion(NAMES, List.of(kind), cases).withRows(new Guards(List.of(), List.of()));
    }

    /// Of accepted calls nothing is known but the ship.
    private static List<Case> docking() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            cases.add(
                    i % 6 == 0
                            ? refused(fined(i, "unpaid"), "Fine F-" + (100 + i) + " is unpaid")
                            : accepted(call(i, "ferry")));
        }
        return cases;
    }

    private static JsonNode answer(Guards guards, ObjectNode scope) {
        return guards.check(Scope.of(scope)) instanceof Check.Refused(Guard _, JsonNode text)
                ? text
                : Json.MAPPER.nullNode();
    }

    @Test
    void what_the_named_rows_have_in_common_and_the_words_say_is_the_reason() {
        Guards guards = learned(FINES, docking());

        assertThat(answer(guards, fined(50, "unpaid")).asText()).isEqualTo("Fine F-150 is unpaid");
        assertThat(answer(guards, fined(50, "paid")).isNull()).isTrue();
    }

    @Test
    void a_row_that_has_nothing_to_do_with_the_call_is_no_reason() {
        ObjectNode other = call(50, "ferry");
        other.set("shown_fine", fined(51, "unpaid").path("shown_fine"));

        assertThat(answer(learned(FINES, docking()), other).isNull()).isTrue();
    }

    @Test
    void a_call_of_which_no_such_row_is_known_is_not_refused() {
        assertThat(answer(learned(FINES, docking()), call(50, "ferry")).isNull())
                .isTrue();
    }

    @Test
    void a_reason_that_many_accepted_calls_had_too_is_none() {
        List<Case> cases = docking();
        for (int i = 0; i < 12; i++) {
            cases.add(accepted(fined(i, "unpaid")));
        }

        assertThat(learned(FINES, cases).inOrder()).isEmpty();
    }

    @Test
    void words_that_name_no_row_tell_nothing_of_rows() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            cases.add(i % 6 == 0 ? refused(fined(i, "unpaid"), "Come back later") : accepted(call(i, "ferry")));
        }

        assertThat(learned(FINES, cases).inOrder()).isEmpty();
    }

    private static ObjectNode towing(int number, String kind, String status) {
        ObjectNode scope = call(number, kind);
        ArrayNode ships = scope.putArray("shown_ship");
        ships.add(row("ship_id", "V-" + (100 + number), "S-" + number, status));
        return scope;
    }

    private static List<Case> leaving() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ObjectNode tug = towing(i, i % 3 == 2 ? "ferry" : "tug", i % 3 == 1 ? "free" : "tied");
            cases.add(i % 3 == 0 ? refused(tug, "Barge V-" + (100 + i) + " is still tied to S-" + i) : accepted(tug));
        }
        return cases;
    }

    @Test
    void what_tells_refused_calls_from_accepted_ones_with_such_a_row_is_part_of_the_reason() {
        Guards guards = learned(BARGES, leaving());

        assertThat(answer(guards, towing(70, "tug", "tied")).asText()).isEqualTo("Barge V-170 is still tied to S-70");
        assertThat(answer(guards, towing(70, "ferry", "tied")).isNull()).isTrue();
    }

    @Test
    void of_several_such_rows_the_first_is_named() {
        ObjectNode scope = towing(70, "tug", "tied");
        scope.withArray("shown_ship").add(row("ship_id", "V-999", "S-70", "tied"));

        assertThat(answer(learned(BARGES, leaving()), scope).asText()).isEqualTo("Barge V-170 is still tied to S-70");
    }

    @Test
    void a_guard_that_explains_such_refusals_by_chance_and_without_words_gives_way() {
        Guard chance = new Guard(
                RuleReader.predicate("ship.kind = \"ferry\"", Set.of()), Saying.UNKNOWN, 4, 0, 0, Optional.empty());

        Guards guards = new GuardCompletion(NAMES, List.of(FINES), docking())
                .withRows(new Guards(List.of(chance), List.of(new Unexplained("Fine … is unpaid", List.of(0, 6)))));

        assertThat(guards.inOrder()).hasSize(1).doesNotContain(chance);
        assertThat(guards.unexplained()).isEmpty();
    }
}

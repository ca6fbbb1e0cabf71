package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How refusals are sorted into kinds, and how their slots are understood.
class RefusalWordsTest {

    private static final List<String> NAMES = List.of("args", "row");

    private final List<Case> cases = new ArrayList<>();

    private void refused(String scope, JsonNode answer) {
        cases.add(new Case(Scope.of((ObjectNode) Json.parse(scope)), Optional.of(answer)));
    }

    private void refused(String scope, String text) {
        refused(scope, TextNode.valueOf(text));
    }

    private List<String> kinds() {
        return RefusalClasses.of(cases, NAMES).stream().map(RefusalClass::words).toList();
    }

    /// The saying of all cases, as if they were of one kind.
    private Saying saying() {
        List<Scope> scopes = cases.stream().map(Case::scope).toList();
        List<Program> programs = Vocabulary.of(scopes, NAMES).cases().own().stream()
                .filter(GuardTerm::isScalar)
                .map(GuardTerm::program)
                .toList();
        SlotSearch slots = new SlotSearch(programs, SlotSearch.Computing.NOTHING);
        return new Saying(
                cases.stream().map(refused -> refused.refusal().orElseThrow()).toList(), scopes, slots, slots);
    }

    @Test
    void numbers_and_ids_do_not_make_two_kinds() {
        refused("{}", "Error: flight F100 not found on date 2024-05-10");
        refused("{}", "Error: flight F222 not found on date 2024-06-01");
        refused("{}", "Error: flight F222 is full");
        assertThat(kinds()).containsExactly("Error: flight … not found on date …", "Error: flight F222 is full");
    }

    @Test
    void words_of_the_call_do_not_make_two_kinds() {
        refused("{'args': {'cabin': 'economy'}}".replace('\'', '"'), "No seats left in economy");
        refused("{'args': {'cabin': 'business'}}".replace('\'', '"'), "No seats left in business");
        refused("{'args': {'cabin': 'business'}}".replace('\'', '"'), "No seats left in total");
        assertThat(kinds()).containsExactly("No seats left in …", "No seats left in total");
    }

    /// Each differs from the first in words that only its own call has.
    @Test
    void three_refusals_with_words_of_their_calls_are_one_kind() {
        for (String place : List.of("Oslo Fjord", "Bern West", "Rome Fiumicino")) {
            refused("{\"args\": {\"from\": \"" + place + "\"}}", "No flight leaves " + place + " today");
        }
        assertThat(kinds()).hasSize(1);
    }

    @Test
    void many_words_in_one_place_are_one_kind() {
        for (String card : List.of("Visa", "Maestro", "Amex", "Diners")) {
            refused("{}", "Payment was declined by " + card);
        }
        assertThat(kinds()).containsExactly("Payment was declined by …");
    }

    @Test
    void long_dumps_are_one_kind_by_their_beginning() {
        for (int i = 1; i < 20; i++) {
            refused(
                    "{}",
                    "Error: 1 validation error for Passenger\n" + "field required, see v2.1" + i + " "
                            + "some word ".repeat(i));
        }
        assertThat(kinds()).hasSize(1);
        assertThat(kinds().getFirst()).startsWith("Error: 1 validation error for Passenger");
    }

    @Test
    void codes_in_objects_make_kinds_and_messages_have_slots() {
        refused("{}", Json.parse("{\"error\": {\"code\": 404, \"message\": \"order 17 failed\"}}"));
        refused("{}", Json.parse("{\"error\": {\"code\": 409, \"message\": \"order 18 failed\"}}"));
        refused("{}", Json.parse("{\"error\": {\"code\": 404, \"message\": \"order 19 failed\"}}"));
        assertThat(RefusalClasses.of(cases, NAMES))
                .extracting(RefusalClass::members)
                .containsExactly(List.of(0, 2), List.of(1));
    }

    @Test
    void slots_are_computed_in_the_style_of_the_text() {
        refused(
                "{\"args\": {\"name\": \"Ann Lee\", \"sum\": 5}, \"row\": {\"free\": 2.5}}",
                "ANN LEE has $2.50, not $5");
        refused("{\"args\": {\"name\": \"Bo\", \"sum\": 17}, \"row\": {\"free\": 4}}", "BO has $4.00, not $17");
        assertThat(saying().program().text())
                .isEqualTo("\"{args.name as upper} has ${row.free as money}, not ${args.sum}\"");
    }

    @Test
    void a_slot_can_be_the_length_of_a_text() {
        refused("{\"args\": {\"title\": \"lamp\", \"pages\": 9}}", "at least 10 characters, got 4");
        refused("{\"args\": {\"title\": \"a desk\", \"pages\": 9}}", "at least 10 characters, got 6");
        assertThat(saying().program().text()).isEqualTo("\"at least 10 characters, got {args.title as length}\"");
    }

    @Test
    void a_slot_can_be_the_result_of_arithmetic() {
        IntStream.range(1, 5)
                .forEach(i -> refused(
                        "{\"args\": {\"count\": %d}, \"row\": {\"price\": %d}}".formatted(i, 7 * i + 3),
                        "the total is " + i * (7 * i + 3)));
        assertThat(saying().program().text()).isEqualTo("\"the total is {(args.count * row.price)}\"");
    }

    @Test
    void an_id_in_a_single_refusal_is_a_slot_and_a_plain_word_is_not() {
        refused("{\"args\": {\"id\": \"gift_card_77\", \"kind\": \"card\"}}", "The card gift_card_77 has expired");
        assertThat(saying().program().text()).isEqualTo("\"The card {args.id} has expired\"");
    }

    @Test
    void words_with_a_slot_that_nothing_computes_are_not_understood() {
        refused("{\"args\": {\"id\": 1}}", "try again in 17 minutes");
        refused("{\"args\": {\"id\": 2}}", "try again in 5 minutes");
        assertThat(saying().program()).isEqualTo(Saying.UNKNOWN);
        assertThat(saying().program().eval(cases.getFirst().scope()).isMissingNode())
                .isTrue();
    }

    @Test
    void hostile_answers_are_sorted_without_harm() {
        ObjectNode deep = Json.object();
        ObjectNode inner = deep;
        for (int i = 0; i < 300; i++) {
            inner = inner.putObject("a");
        }
        refused("{}", deep);
        refused("{}", "x".repeat(3_000_000));
        refused("{}", " ".repeat(10_000) + "a b ".repeat(50_000));
        refused("{}", "");
        refused("{}", "\u0000\ud800 [(*+?");
        refused("{}", Json.parse("[1, [2, {}], null]"));
        refused("{}", Json.parse("null"));
        assertThat(kinds()).isNotEmpty();
        assertThat(new GuardSearch(NAMES).learn(cases).inOrder()).isEmpty();
    }
}

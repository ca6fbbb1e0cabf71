package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.money;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChoiceSearchTest {

    private static ObjectNode trip(Random random) {
        return json(
                "{'args':{'insurance':'%s','count':%d,'cabin':'%s','pay':'%s_%d'},"
                        + "'user':{'tier':'%s','miles':%d,'card':'%s_%d'},'trip':{'price':%s,'created':'2024-05-%02d'},"
                        + "'now':'2024-05-15'}",
                pick(random, "yes", "no"),
                1 + random.nextInt(5),
                pick(random, "basic", "economy", "business"),
                pick(random, "gift_card", "credit_card"),
                random.nextInt(1000),
                pick(random, "gold", "silver", "regular"),
                random.nextInt(20_000),
                pick(random, "gift_card", "credit_card"),
                random.nextInt(3),
                money(random, 900),
                1 + random.nextInt(28));
    }

    private static String at(ObjectNode scope, String pointer) {
        return scope.at(pointer).asText();
    }

    private static int count(ObjectNode scope) {
        return scope.at("/args/count").asInt();
    }

    /// What a parcel costs from one zone to another; nothing but a list says so.
    private static final Map<String, Integer> POSTAGE =
            new TreeMap<>(Map.of("A-B", 417, "B-A", 932, "A-C", 583, "C-A", 1164, "A-D", 769, "D-A", 1081));

    private static List<Example> parcels(boolean fromA) {
        List<Example> logged = new ArrayList<>();
        POSTAGE.forEach((way, price) -> {
            for (int i = 0; i < 15 && (!fromA || way.startsWith("A")); i++) {
                ObjectNode scope = json(
                        "{'args':{'from':'%s','to':'%s'},'now':'2026-03-12T10:%d'}",
                        way.substring(0, 1), way.substring(2), 10 + i);
                logged.add(new Example(Scope.of(scope), IntNode.valueOf(price)));
            }
        });
        return logged;
    }

    @Test
    void a_constant_for_every_pair_that_logs_show_is_no_rule() {
        assertThat(new ProgramSearch(List.of("args", "now")).explain(parcels(false), "price"))
                .isEmpty();
    }

    @Test
    void a_constant_for_every_value_that_logs_show_is_a_rule() {
        assertThat(new ProgramSearch(List.of("args", "now")).explain(parcels(true), "price"))
                .isPresent();
    }

    @Test
    void insurance_costs_thirty_for_each_passenger_who_wants_it() {
        Explanation found = Cases.of(
                        ChoiceSearchTest::trip,
                        s -> IntNode.valueOf(at(s, "/args/insurance").equals("yes") ? 30 * count(s) : 0))
                .isLearnedFrom(25);

        assertThat(found.program()).isInstanceOf(Program.Choice.class);
    }

    @Test
    void every_cabin_has_its_fee() {
        Map<String, Integer> fees = Map.of("basic", 55, "economy", 35, "business", 15);
        Cases.of(ChoiceSearchTest::trip, s -> IntNode.valueOf(fees.getOrDefault(at(s, "/args/cabin"), 0)))
                .isLearnedFrom(30);
    }

    @Test
    void gold_members_pay_nothing_and_others_the_price() {
        Cases.of(
                        ChoiceSearchTest::trip,
                        s -> at(s, "/user/tier").equals("gold") ? IntNode.valueOf(0) : s.at("/trip/price"))
                .isLearnedFrom(20);
    }

    @Test
    void the_kind_of_a_payment_is_read_from_its_id() {
        Explanation found = Cases.of(
                        ChoiceSearchTest::trip,
                        s -> TextNode.valueOf(at(s, "/args/pay").startsWith("gift_card") ? "instant" : "in 5 days"))
                .isLearnedFrom(20);

        assertThat(found.program().text()).contains("args.pay looks like");
    }

    @Test
    void a_limit_decides() {
        Explanation found = Cases.of(
                        ChoiceSearchTest::trip,
                        s -> BooleanNode.valueOf(s.at("/user/miles").asInt() >= 10_000))
                .isLearnedFrom(60);

        assertThat(found.program().text()).contains("user.miles");
    }

    @Test
    void a_date_before_now_decides() {
        Cases.of(
                        ChoiceSearchTest::trip,
                        s -> TextNode.valueOf(at(s, "/trip/created").compareTo(at(s, "/now")) < 0 ? "late" : "open"))
                .isLearnedFrom(30);
    }

    @Test
    void three_ways_are_told_apart() {
        Cases.of(ChoiceSearchTest::trip, s -> {
                    if (at(s, "/user/tier").equals("gold")) {
                        return IntNode.valueOf(0);
                    }
                    return at(s, "/args/cabin").equals("basic") ? IntNode.valueOf(50 * count(s)) : s.at("/user/miles");
                })
                .isLearnedFrom(40);
    }

    @Test
    void nothing_is_stored_where_the_answer_is_null() {
        Cases.of(
                        ChoiceSearchTest::trip,
                        s -> at(s, "/args/insurance").equals("no") ? NullNode.getInstance() : s.at("/args/pay"))
                .isLearnedFrom(20);
    }

    /// Otherwise whatever is special about one customer, who called five times, would become a rule.
    @Test
    void a_call_repeated_five_times_is_one_piece_of_evidence() {
        Cases trips = Cases.of(ChoiceSearchTest::trip, s -> s.at("/args/pay"));
        List<Example> examples = new ArrayList<>(trips.examples(20, 1));
        ObjectNode once = trip(new Random(9));
        ((ObjectNode) once.get("user")).put("tier", "staff");
        Example odd = new Example(Scope.of(once), TextNode.valueOf("on the house"));
        examples.addAll(Collections.nCopies(5, odd));

        assertThat(new ProgramSearch(List.of("args", "user", "trip", "now")).explain(examples))
                .isEmpty();
    }

    /// A test on the one odd example would explain any two constants.
    @RepeatedTest(20)
    void random_choices_are_not_explained(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        JsonNode[] words = {TextNode.valueOf("yes"), TextNode.valueOf("no"), TextNode.valueOf("maybe")};
        int choices = 2 + random.nextInt(2);

        assertThat(Cases.of(ChoiceSearchTest::trip, _ -> words[random.nextInt(choices)])
                        .learned(8 + random.nextInt(30))
                        .map(found -> found.program().text()))
                .isEmpty();
    }
}

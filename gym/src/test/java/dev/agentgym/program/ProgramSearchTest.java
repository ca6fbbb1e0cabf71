package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.money;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ProgramSearchTest {

    /// A seat on a flight; the prices are data of the flight, the wallet's keys are data of the customer.
    private static ObjectNode booking(Random random) {
        int wallet = random.nextInt(100_000);
        return json(
                "{'args':{'cabin':'%s','payment_id':'card_%d','bags':%d},"
                        + "'flight':{'number':'HAT%d','prices':{'basic':%d,'economy':%d,'business':%d}},"
                        + "'user':{'name':'P%d','tier':'%s','wallet':{'card_%d':{'amount':%s,'last4':'%d'},"
                        + "'gift_%d':{'amount':%s,'last4':'0'}}}}",
                pick(random, "basic", "economy", "business"),
                wallet,
                random.nextInt(4),
                random.nextInt(400),
                50 + random.nextInt(50),
                100 + random.nextInt(100),
                300 + random.nextInt(300),
                random.nextInt(10_000),
                pick(random, "gold", "silver", "regular"),
                wallet,
                money(random, 500),
                1000 + random.nextInt(9000),
                random.nextInt(1000),
                money(random, 500));
    }

    private static List<Example> examples(String... scopesAndTargets) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < scopesAndTargets.length; i += 2) {
            examples.add(new Example(
                    Scope.of(json(scopesAndTargets[i])), Json.parse(scopesAndTargets[i + 1].replace('\'', '"'))));
        }
        return examples;
    }

    private static Optional<Explanation> explain(List<Example> examples, String field) {
        return new ProgramSearch(List.of("args", "order", "user")).explain(examples, field);
    }

    @Test
    void the_price_of_the_chosen_cabin_is_looked_up() {
        Explanation found = Cases.of(
                        ProgramSearchTest::booking,
                        s -> s.at("/flight/prices").get(s.at("/args/cabin").asText()))
                .isLearnedFrom(5);

        assertThat(found.program().text()).isEqualTo("flight.prices[args.cabin]");
    }

    @Test
    void the_amount_on_the_card_that_pays_is_looked_up() {
        Explanation found = Cases.of(
                        ProgramSearchTest::booking,
                        s -> s.at("/user/wallet")
                                .get(s.at("/args/payment_id").asText())
                                .get("amount"))
                .isLearnedFrom(5);

        assertThat(found.program().text()).isEqualTo("user.wallet[args.payment_id][\"amount\"]");
    }

    @Test
    void an_element_of_a_list_is_found_by_its_id() {
        Cases.of(
                        random -> {
                            int id = random.nextInt(3);
                            return json(
                                    "{'args':{'item_id':'i%d'},'order':{'items':[{'id':'i0','price':%d},{'id':'i1','price':%d},"
                                            + "{'id':'i2','price':%d}]}}",
                                    id, random.nextInt(500), random.nextInt(500), random.nextInt(500));
                        },
                        s -> s.at("/order/items")
                                .get(s.at("/args/item_id").asText().charAt(1) - '0')
                                .get("price"))
                .isLearnedFrom(6);
    }

    @Test
    void a_constant_status_is_found_from_two_calls() {
        Optional<Explanation> found = explain(
                examples(
                        "{'args':{'id':'A1'},'order':{'status':'pending'}}", "'cancelled'",
                        "{'args':{'id':'B7'},'order':{'status':'processed'}}", "'cancelled'"),
                "status");

        assertThat(found.orElseThrow().program().text()).isEqualTo("\"cancelled\"");
        assertThat(found.orElseThrow().support()).isEqualTo(2);
    }

    @Test
    void the_name_of_the_field_decides_between_equal_values() {
        Optional<Explanation> found = explain(examples("{'args':{'city':'Bonn','town':'Bonn'}}", "'Bonn'"), "town");

        assertThat(found.orElseThrow().program().text()).isEqualTo("args.town");
    }

    @Test
    void arguments_come_before_rows() {
        Optional<Explanation> found = explain(
                examples(
                        "{'order':{'a':'x'},'args':{'b':'x'}}", "'x'",
                        "{'order':{'a':'y'},'args':{'b':'y'}}", "'y'"),
                "");

        assertThat(found.orElseThrow().program().text()).isEqualTo("args.b");
    }

    @Test
    void rows_that_some_logs_do_not_show_are_counted_as_unknown() {
        List<Example> examples = new ArrayList<>(examples(
                "{'user':{'address':{'zip':'11111'}}}", "'11111'",
                "{'user':{'address':{'zip':'22222'}}}", "'22222'"));
        examples.add(new Example(_ -> MissingNode.getInstance(), TextNode.valueOf("33333")));

        Explanation found = explain(examples, "zip").orElseThrow();

        assertThat(found.support()).isEqualTo(2);
        assertThat(found.unknown()).containsExactly(2);
    }

    @Test
    void a_program_that_is_mostly_unknown_explains_nothing() {
        List<Example> examples = new ArrayList<>(examples("{'user':{'zip':'11111'}}", "'11111'"));
        for (int i = 0; i < 4; i++) {
            examples.add(new Example(_ -> MissingNode.getInstance(), TextNode.valueOf("z" + i)));
        }

        assertThat(explain(examples, "zip")).isEmpty();
    }

    @Test
    void names_given_out_in_the_same_order_each_time_are_known_by_their_number() {
        List<Example> examples = new ArrayList<>();
        List<String> names = List.of("SEAGUL", "SEAGUM", "SEAGUN");
        for (int i = 0; i < 24; i++) {
            int before = i % 8 == 0 ? 2 : i % 3 == 0 ? 1 : 0;
            ObjectNode scope = json("{'args':{'topic':'t%d'},'calls_before':%d}", i, before);
            String text = "Voucher voucher_" + names.get(before) + " for t" + i + ".";
            examples.add(new Example(Scope.of(scope), TextNode.valueOf(text)));
        }
        Scope third = Scope.of(json("{'args':{'topic':'sail'},'calls_before':2}"));

        Optional<Explanation> found = new ProgramSearch(List.of("args", "calls_before")).explain(examples);

        assertThat(found)
                .hasValueSatisfying(rule -> assertThat(rule.program().eval(third))
                        .isEqualTo(TextNode.valueOf("Voucher voucher_SEAGUN for sail.")));
        assertThat(found.orElseThrow()
                        .program()
                        .eval(Scope.of(json("{'args':{'topic':'sail'},'calls_before':3}")))
                        .isMissingNode())
                .as("nobody has seen the fourth")
                .isTrue();
    }

    @Test
    void contradictory_logs_keep_the_rule_that_nearly_all_support() {
        List<Example> examples = new ArrayList<>(Cases.of(
                        ProgramSearchTest::booking,
                        s -> s.at("/flight/prices").get(s.at("/args/cabin").asText()))
                .examples(60, 3));
        examples.set(17, new Example(examples.get(17).scope(), IntNode.valueOf(-1)));
        examples.set(41, new Example(examples.get(41).scope(), TextNode.valueOf("oops")));

        Explanation found = new ProgramSearch(List.of("args", "flight", "user"))
                .explain(examples)
                .orElseThrow();

        assertThat(found.program().text()).isEqualTo("flight.prices[args.cabin]");
        assertThat(found.counterExamples()).containsExactly(17, 41);
        assertThat(found.support()).isEqualTo(58);
    }

    /// A search through thousands of formulas finds one for anything, unless it asks how much there is to explain.
    @RepeatedTest(50)
    void random_numbers_are_not_explained(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int digits = 1 + random.nextInt(4);
        int count = 2 + random.nextInt(30);
        Cases noise =
                Cases.of(ProgramSearchTest::booking, _ -> IntNode.valueOf(random.nextInt((int) Math.pow(10, digits))));

        assertThat(noise.learned(count).map(found -> found.program().text())).isEmpty();
    }

    /// Recursion over such values would end in a stack overflow, comparing all elements of such lists never.
    @Test
    void values_too_large_to_look_into_are_passed_over() {
        ObjectNode scope = json("{'args':{'id':'A1'}}");
        ArrayNode nested = Json.MAPPER.createArrayNode();
        scope.set("order", nested);
        for (int i = 0; i < 10_000; i++) {
            nested = nested.addArray();
        }
        ArrayNode list = scope.putArray("user");
        for (int i = 0; i < 200_000; i++) {
            list.add("element " + i);
        }
        Example small = new Example(Scope.of(scope), TextNode.valueOf("A1"));
        Example large = new Example(Scope.of(scope), scope.get("order"));

        assertThat(explain(List.of(large), "")).isEmpty();
        assertThat(explain(List.of(small, large), "").orElseThrow())
                .returns("args.id", found -> found.program().text())
                .returns(List.of(1), Explanation::unknown);
    }

    @Test
    void no_examples_have_no_explanation() {
        assertThat(explain(List.of(), "")).isEmpty();
    }
}

package dev.agentgym.examples.customerservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.Directory.Matter;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MistakesTest {

    private record Call(String tool, ObjectNode arguments) {}

    private static final AgentProfile ALWAYS = erring(1);
    private static final BigDecimal AMOUNT = new BigDecimal("5.00");
    private static final BackOffice OFFICE = BackOffice.open(7);
    private static final List<String> CUSTOMERS =
            OFFICE.directory().customers(Matter.INTERNET).subList(0, 25);

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    @Test
    void mistakes_are_refused_and_change_nothing() {
        List<String> held = OFFICE.holdings();
        List<Call> mistakes = mistakes(ALWAYS, 1);
        assertThat(mistakes).hasSizeGreaterThan(100);
        assertThat(mistakes).allMatch(wrong -> answer(wrong).isError());
        assertThat(OFFICE.holdings()).isEqualTo(held);
    }

    @Test
    void the_same_seed_makes_the_same_mistakes() {
        assertThat(mistakes(ALWAYS, 1)).isEqualTo(mistakes(ALWAYS, 1)).isNotEqualTo(mistakes(ALWAYS, 2));
    }

    @Test
    void who_never_errs_sends_nothing_wrong() {
        assertThat(mistakes(erring(0), 1)).isEmpty();
    }

    // The field left empty, a number mistyped, the minus sign, the old address, another row of a list, another choice,
    // one word.
    @Test
    void people_go_wrong_in_many_ways() {
        Set<String> codes = mistakes(ALWAYS, 1).stream()
                .map(wrong -> Json.code(answer(wrong)))
                .collect(Collectors.toSet());
        assertThat(codes)
                .contains(
                        "MISSING_ARGUMENT",
                        "CUSTOMER_NOT_FOUND",
                        "AMOUNT_NOT_POSITIVE",
                        "SAME_ADDRESS",
                        "PLAN_OTHER_KIND",
                        "NO_LATE_FEE",
                        "SUMMARY_TOO_SHORT");
    }

    @Test
    void one_digit_of_a_number_is_mistyped() {
        String right = CUSTOMERS.getFirst();
        for (int seed = 0; seed < 50; seed++) {
            new Mistakes(OFFICE, ALWAYS, new Dice(seed, "test"))
                    .before("get_customer", Json.object("customer_id", right))
                    .filter(wrong -> wrong.has("customer_id"))
                    .map(wrong -> wrong.get("customer_id").asText())
                    .ifPresent(wrong ->
                            assertThat(digitsThatDiffer(right, wrong)).as(wrong).isEqualTo(1));
        }
    }

    @Test
    void an_accepted_call_is_sent_again_only_where_the_office_refuses_it_then() {
        try (BackOffice office = OFFICE.copy()) {
            var mistakes = new Mistakes(office, ALWAYS, new Dice(1, "test"));
            ObjectNode ticket = ticket(CUSTOMERS.getFirst());
            assertThat(mistakes.sendsAgain("create_ticket", ticket)).isFalse();
            assertThat(office.call("create_ticket", ticket).isError()).isFalse();
            assertThat(mistakes.sendsAgain("create_ticket", ticket)).isTrue();
            ObjectNode credit =
                    Json.object("customer_id", CUSTOMERS.getFirst(), "amount", AMOUNT, "reason", "goodwill");
            assertThat(office.call("apply_credit", credit).isError()).isFalse();
            assertThat(mistakes.sendsAgain("apply_credit", credit)).isFalse();
        }
    }

    private static List<Call> mistakes(AgentProfile agent, long seed) {
        return CUSTOMERS.stream()
                .flatMap(customer -> mistakes(new Mistakes(OFFICE, agent, new Dice(seed, customer)), customer).stream())
                .toList();
    }

    /// What goes wrong before the calls of a conversation in which the agent has looked everything up.
    private static List<Call> mistakes(Mistakes mistakes, String customer) {
        ObjectNode id = Json.object("customer_id", customer);
        ToolAnswer held = OFFICE.call("list_subscriptions", id);
        List.of(OFFICE.call("get_customer", id), held, OFFICE.call("list_plans", Json.object()))
                .forEach(read -> mistakes.saw(read.result()));
        return rightCalls(
                        customer,
                        held.result().at("/subscriptions/0/subscription_id").asText())
                .stream()
                .flatMap(right ->
                        mistakes
                                .before(right.tool(), right.arguments())
                                .map(wrong -> new Call(right.tool(), wrong))
                                .stream())
                .toList();
    }

    private static List<Call> rightCalls(String customer, String subscription) {
        String postcode = OFFICE.directory().postcodes(true).getFirst();
        return List.of(
                new Call("get_customer", Json.object("customer_id", customer)),
                new Call("quote_plan_change", Json.object("subscription_id", subscription, "plan_id", "BB-100")),
                new Call("apply_credit", Json.object("customer_id", customer, "amount", AMOUNT, "reason", "goodwill")),
                new Call(
                        "change_address",
                        Json.object(
                                "customer_id",
                                customer,
                                "street",
                                "1 New Lane",
                                "city",
                                OFFICE.directory().town(postcode),
                                "postcode",
                                postcode)),
                new Call("create_ticket", ticket(customer)));
    }

    private static ObjectNode ticket(String customer) {
        return Json.object("customer_id", customer, "topic", "technical", "summary", "The line drops every evening");
    }

    private static ToolAnswer answer(Call call) {
        return OFFICE.call(call.tool(), call.arguments().deepCopy());
    }

    private static AgentProfile erring(double probability) {
        return new AgentProfile("Nobody", 0, 0, 0, 0, probability, 0, 0, 0, 0);
    }

    private static long digitsThatDiffer(String right, String wrong) {
        assertThat(wrong).hasSameSizeAs(right);
        return IntStream.range(0, right.length())
                .filter(place -> right.charAt(place) != wrong.charAt(place))
                .count();
    }
}

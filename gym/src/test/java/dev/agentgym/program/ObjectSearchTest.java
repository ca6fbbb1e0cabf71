package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectSearchTest {

    /// A bank account with standing orders under their ids.
    private static ObjectNode account(Random random) {
        int id = random.nextInt(100_000);
        ObjectNode scope = json(
                "{'args':{'to':'DE%d','amount':%d,'order_id':'so%d'},"
                        + "'account':{'iban':'DE%d','balance':%d,'status':'%s',"
                        + "'orders':{'so%d':{'amount':%d,'day':%d},'so%d':{'amount':%d,'day':%d}}}}",
                random.nextInt(100_000),
                1 + random.nextInt(500),
                id,
                random.nextInt(100_000),
                random.nextInt(10_000),
                pick(random, "active", "frozen", "new"),
                id,
                random.nextInt(900),
                1 + random.nextInt(28),
                random.nextInt(100_000),
                random.nextInt(900),
                1 + random.nextInt(28));
        if (random.nextBoolean()) {
            ((ObjectNode) scope.get("args")).put("note", "n" + random.nextInt(1000));
        }
        return scope;
    }

    private static ObjectNode copy(ObjectNode scope, String pointer) {
        return scope.at(pointer).deepCopy();
    }

    @Test
    void a_receipt_is_built_from_constants_arguments_and_sums() {
        Explanation found = Cases.of(ObjectSearchTest::account, s -> {
                    ObjectNode receipt = json("{'type':'transfer'}");
                    receipt.set("to", s.at("/args/to"));
                    receipt.put(
                            "left",
                            s.at("/account/balance").asInt()
                                    - s.at("/args/amount").asInt());
                    return receipt;
                })
                .isLearnedFrom(5);

        assertThat(found.program().text())
                .isEqualTo("{left: (account.balance - args.amount), to: args.to, type: \"transfer\"}");
    }

    @Test
    void two_fields_of_a_row_change_and_one_goes() {
        Explanation found = Cases.of(ObjectSearchTest::account, s -> {
                    ObjectNode after = copy(s, "/account");
                    after.put("status", "closed");
                    after.put(
                            "balance",
                            s.at("/account/balance").asInt()
                                    + s.at("/args/amount").asInt());
                    after.remove("orders");
                    return after;
                })
                .isLearnedFrom(5);

        assertThat(found.program()).isInstanceOf(Program.Changed.class);
    }

    @Test
    void an_optional_argument_becomes_an_optional_field() {
        Cases.of(ObjectSearchTest::account, s -> {
                    ObjectNode order = json("{}");
                    order.set("to", s.at("/args/to"));
                    if (s.at("/args").has("note")) {
                        order.set("note", s.at("/args/note"));
                    }
                    return order;
                })
                .isLearnedFrom(20);
    }

    @Test
    void a_field_that_is_left_out_is_not_the_same_as_one_that_is_unknown() {
        Explanation found = Cases.of(
                        ObjectSearchTest::account,
                        s -> s.at("/account/status").asText().equals("frozen")
                                ? MissingNode.getInstance()
                                : s.at("/account/balance"))
                .named("available")
                .isLearnedFrom(30);

        assertThat(found.program().text())
                .isEqualTo("if account.status = \"frozen\" then nothing else account.balance");
    }

    @Test
    void an_entry_is_put_under_its_id() {
        Explanation found = Cases.of(ObjectSearchTest::account, s -> {
                    ObjectNode orders = copy(s, "/account/orders");
                    ObjectNode entry = json("{'day':1}");
                    entry.set("amount", s.at("/args/amount"));
                    orders.set(s.at("/args/to").asText(), entry);
                    return orders;
                })
                .isLearnedFrom(4);

        assertThat(found.program().text()).isEqualTo("account.orders with [args.to]: {amount: args.amount, day: 1}");
    }

    @Test
    void an_entry_under_an_id_is_changed() {
        Cases.of(ObjectSearchTest::account, s -> {
                    ObjectNode orders = copy(s, "/account/orders");
                    ((ObjectNode) orders.get(s.at("/args/order_id").asText()))
                            .put("amount", s.at("/args/amount").asInt());
                    return orders;
                })
                .isLearnedFrom(4);
    }

    @Test
    void an_entry_under_an_id_is_dropped() {
        Explanation found = Cases.of(ObjectSearchTest::account, s -> {
                    ObjectNode orders = copy(s, "/account/orders");
                    orders.remove(s.at("/args/order_id").asText());
                    return orders;
                })
                .isLearnedFrom(4);

        assertThat(found.program().text()).isEqualTo("account.orders without [args.order_id]");
    }

    @Test
    void one_field_without_explanation_leaves_the_object_without_one() {
        Random random = new Random(3);

        assertThat(Cases.of(ObjectSearchTest::account, s -> {
                            JsonNode to = s.at("/args/to");
                            return ((ObjectNode) json("{}").set("to", to)).put("id", random.nextInt(100_000));
                        })
                        .learned(12))
                .isEmpty();
    }
}

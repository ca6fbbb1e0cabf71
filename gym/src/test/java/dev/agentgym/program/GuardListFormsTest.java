package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Checks on lists, maps, spans of days and arithmetic: a web shop's order with items, prices and payment methods.
class GuardListFormsTest {

    private static ObjectNode draw(Random random) {
        ObjectNode scope = scope();
        ObjectNode args =
                scope.withObject("args").put("payment_id", one(random, "card_1", "gift_2", "gift_3", "paypal_4"));
        ObjectNode row =
                scope.putObject("row").put("ordered", "2024-0" + random.nextInt(3, 6) + "-" + random.nextInt(10, 29));
        row.put("paid", random.nextInt(10, 300)).put("refunded", random.nextInt(0, 100));
        int first = random.nextInt(1, 60);
        for (int i = first; i < first + 5; i++) {
            row.withArray("items")
                    .addObject()
                    .put("item_id", "item_" + i)
                    .put("price", random.nextInt(5, 90))
                    .put("state", one(random, "sent", "sent", "sent", "lost"));
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            args.withArray("item_ids").add("item_" + (first + random.nextInt(random.nextInt(6) == 0 ? 9 : 5)));
            args.withArray("new_ids").add("item_" + random.nextInt(1, 9));
        }
        if (random.nextInt(8) == 0) {
            args.withArray("new_ids").add("item_9");
        }
        args.put("amount", random.nextInt(5, 250));
        if (random.nextBoolean()) {
            args.put("email", "ann@shop.example");
        }
        if (random.nextBoolean()) {
            args.put("phone", "+49 " + random.nextInt(1000, 9999));
        }
        ObjectNode methods = scope.putObject("user").putObject("payment_methods");
        methods.putObject("card_1").put("source", "card");
        methods.putObject("gift_2").put("source", "gift").put("balance", random.nextInt(10, 200));
        methods.putObject("gift_3").put("source", "gift").put("balance", random.nextInt(10, 200));
        return scope.put("now", "2024-06-0" + random.nextInt(1, 9) + "T10:00:00");
    }

    private static InventedTool shop() {
        return InventedTool.drawing(GuardListFormsTest::draw);
    }

    private static JsonNode at(JsonNode value, String... steps) {
        JsonNode found = value;
        for (String step : steps) {
            found = found.path(step);
        }
        return found;
    }

    private static boolean any(JsonNode list, Predicate<JsonNode> test) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(test);
    }

    private static int sum(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(element -> element.path(field).asInt())
                .sum();
    }

    private static void assertLearned(InventedTool tool, String... conditions) {
        Guards guards = tool.learned(250, 21);
        assertThat(guards.inOrder()).extracting(guard -> guard.when().text()).containsExactly(conditions);
        assertThat(guards.unexplained()).isEmpty();
        InventedTool.Score score = tool.score(guards, 500, 22);
        assertThat(score.undecided()).isZero();
        assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void an_id_that_is_no_key_of_a_map() {
        assertLearned(
                shop().refusing(
                                scope -> !at(scope, "user", "payment_methods")
                                        .has(at(scope, "args", "payment_id").asText()),
                                "Error: payment method not found"),
                "not (args.payment_id in user.payment_methods)");
    }

    @Test
    void a_balance_behind_an_id_that_is_too_low() {
        assertLearned(
                shop().refusing(
                                scope -> at(
                                                        scope,
                                                        "user",
                                                        "payment_methods",
                                                        at(scope, "args", "payment_id")
                                                                .asText(),
                                                        "balance")
                                                .asInt(10_000)
                                        < at(scope, "args", "amount").asInt(),
                                "Error: insufficient gift card balance"),
                "args.payment_id in user.payment_methods and \"balance\" in user.payment_methods[args.payment_id]"
                        + " and args.amount > user.payment_methods[args.payment_id][\"balance\"]");
    }

    @Test
    void any_of_a_list_of_ids_that_is_not_among_the_ids_of_rows() {
        assertLearned(
                shop().refusing(
                                scope -> any(
                                        at(scope, "args", "item_ids"),
                                        id -> !any(
                                                at(scope, "row", "items"),
                                                item -> item.path("item_id").equals(id))),
                                "Error: some item not found"),
                "any of args.item_ids has not (each in [each.item_id for each of row.items])");
    }

    @Test
    void lists_of_different_length() {
        assertLearned(
                shop().refusing(
                                scope -> at(scope, "args", "item_ids").size()
                                        != at(scope, "args", "new_ids").size(),
                                "Error: the number of items should match"),
                "count of args.item_ids ≠ count of args.new_ids");
    }

    @Test
    void any_element_with_a_certain_value() {
        assertLearned(
                shop().refusing(
                                scope -> any(
                                        at(scope, "row", "items"),
                                        item -> item.path("state").asText().equals("lost")),
                                "Error: an item is lost"),
                "any of row.items has each.state = \"lost\"");
    }

    @Test
    void a_sum_over_a_list_that_is_too_low() {
        assertLearned(
                shop().refusing(
                                scope -> at(scope, "args", "amount").asInt() > sum(at(scope, "row", "items"), "price"),
                                "Error: the amount exceeds the prices"),
                "args.amount > sum of each.price over row.items");
    }

    @Test
    void a_difference_of_numbers_that_is_too_low() {
        assertLearned(
                shop().refusing(
                                scope -> at(scope, "args", "amount").asInt()
                                        > at(scope, "row", "paid").asInt()
                                                - at(scope, "row", "refunded").asInt(),
                                "Error: the amount is more than what was paid and not refunded"),
                "(args.amount + row.refunded) > row.paid");
    }

    @Test
    void more_days_than_allowed_between_two_dates() {
        assertLearned(
                shop().refusing(
                                scope -> Dates.gap(at(scope, "row", "ordered"), scope.path("now"), Program.Unit.DAYS)
                                                .asInt()
                                        > 60,
                                "Error: ordered too long ago"),
                "days from row.ordered to now > 60");
    }

    @Test
    void neither_and_both_of_two_arguments() {
        assertLearned(
                shop().refusing(
                                scope -> !at(scope, "args").has("email")
                                        && !at(scope, "args").has("phone"),
                                "Error: email or phone is required")
                        .refusing(
                                scope -> at(scope, "args").has("email")
                                        && at(scope, "args").has("phone"),
                                "Error: give one way of contact only"),
                "not (args.email is given) and not (args.phone is given)",
                "args.email is given and args.phone is given");
    }
}

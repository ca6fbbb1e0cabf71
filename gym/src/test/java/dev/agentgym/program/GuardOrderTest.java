package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Whole tools: many checks, in the right order, with the tool's own words.
class GuardOrderTest {

    private static void assertLearned(InventedTool tool, int calls, String... conditions) {
        Guards guards = tool.learned(calls, 1);
        assertThat(guards.inOrder()).extracting(guard -> guard.when().text()).containsExactlyInAnyOrder(conditions);
        assertThat(guards.unexplained()).isEmpty();
        InventedTool.Score score = tool.score(guards, 1_000, 2);
        assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(score.words()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
    }

    private static JsonNode at(JsonNode value, String... steps) {
        JsonNode found = value;
        for (String step : steps) {
            found = found.path(step);
        }
        return found;
    }

    private static JsonNode first(JsonNode list, java.util.function.Predicate<JsonNode> test) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(test)
                .findFirst()
                .orElse(Json.object());
    }

    private static boolean any(JsonNode list, java.util.function.Predicate<JsonNode> test) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(test);
    }

    /// A booking: flights with their rows, passengers, payments from a map of payment methods.
    private static ObjectNode booking(Random random) {
        ObjectNode scope = scope();
        ObjectNode args = scope.withObject("args").put("cabin", one(random, "economy", "business"));
        ObjectNode methods = scope.putObject("user").putObject("payment_methods");
        for (int i = 0; i < 3; i++) {
            methods.putObject(one(random, "gift_card_", "voucher_") + random.nextInt(1000, 9999))
                    .put("amount", random.nextInt(200, 3000));
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            args.withArray("passengers").addObject().put("name", one(random, "Ann", "Bob"));
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            addFlight(args.withArray("flights").addObject(), random);
        }
        String method =
                random.nextInt(10) == 0 ? "gift_card_1" : methods.fieldNames().next();
        args.putArray("payments")
                .addObject()
                .put("payment_id", method)
                .put("amount", price(scope) - (random.nextInt(8) == 0 ? random.nextInt(1, 60) : 0));
        return scope;
    }

    private static void addFlight(ObjectNode flight, Random random) {
        flight.put("flight_number", "F" + random.nextInt(100, 400)).put("date", "2024-05-" + random.nextInt(10, 30));
        if (random.nextInt(25) == 0) {
            flight.putNull("@flight");
            return;
        }
        ObjectNode row = flight.putObject("@flight").put("status", random.nextInt(15) == 0 ? "delayed" : "available");
        row.putObject("prices").put("economy", random.nextInt(50, 200)).put("business", random.nextInt(200, 500));
        row.putObject("seats").put("economy", random.nextInt(0, 20)).put("business", random.nextInt(0, 20));
    }

    private static int price(JsonNode scope) {
        String cabin = at(scope, "args", "cabin").asText();
        int price = 0;
        for (JsonNode flight : at(scope, "args", "flights")) {
            price += at(flight, "@flight", "prices", cabin).asInt();
        }
        return price * at(scope, "args", "passengers").size();
    }

    private static boolean isFull(JsonNode scope, JsonNode flight) {
        int seats = at(flight, "@flight", "seats", at(scope, "args", "cabin").asText())
                .asInt();
        return seats < at(scope, "args", "passengers").size();
    }

    private static String flight(JsonNode scope, java.util.function.Predicate<JsonNode> test, String field) {
        return first(at(scope, "args", "flights"), test).path(field).asText();
    }

    private static boolean isDelayed(JsonNode flight) {
        return !at(flight, "@flight", "status").asText().equals("available");
    }

    @Test
    void the_checks_of_a_flight_booking() {
        InventedTool tool = InventedTool.drawing(GuardOrderTest::booking)
                .refusing(
                        scope -> any(
                                at(scope, "args", "flights"),
                                flight -> flight.path("@flight").isNull()),
                        scope -> "Error: flight "
                                + flight(scope, flight -> flight.path("@flight").isNull(), "flight_number")
                                + " not found")
                .refusing(
                        scope -> any(at(scope, "args", "flights"), GuardOrderTest::isDelayed),
                        scope -> "Error: flight " + flight(scope, GuardOrderTest::isDelayed, "flight_number")
                                + " not available on date " + flight(scope, GuardOrderTest::isDelayed, "date"))
                .refusing(
                        scope -> any(at(scope, "args", "flights"), flight -> isFull(scope, flight)),
                        scope -> "Error: not enough seats on flight "
                                + flight(scope, flight -> isFull(scope, flight), "flight_number"))
                .refusing(
                        scope -> any(
                                at(scope, "args", "payments"),
                                payment -> !at(scope, "user", "payment_methods")
                                        .has(payment.path("payment_id").asText())),
                        "Error: payment method not found")
                .refusing(
                        scope -> any(
                                at(scope, "args", "payments"),
                                payment -> at(
                                                        scope,
                                                        "user",
                                                        "payment_methods",
                                                        payment.path("payment_id")
                                                                .asText(),
                                                        "amount")
                                                .asInt()
                                        < payment.path("amount").asInt()),
                        "Error: not enough balance in payment method")
                .refusing(
                        scope -> price(scope)
                                != at(scope, "args", "payments", "0").asInt()
                                        + at(scope, "args", "payments")
                                                .get(0)
                                                .path("amount")
                                                .asInt(),
                        scope -> "Error: payment amount does not add up, total price is " + price(scope) + ", but paid "
                                + at(scope, "args", "payments")
                                        .get(0)
                                        .path("amount")
                                        .asInt());
        assertLearned(
                tool,
                400,
                "any of args.flights has each.@flight = null",
                "any of args.flights has each.@flight.status ≠ \"available\"",
                "any of args.flights has each.@flight.seats[args.cabin] < count of args.passengers",
                "any of args.payments has not (each.payment_id in user.payment_methods)",
                "any of args.payments has each.amount > user.payment_methods[each.payment_id][\"amount\"]",
                "(count of args.passengers * sum of each.@flight.prices[args.cabin] over args.flights)"
                        + " ≠ sum of each.amount over args.payments");
    }

    /// A web shop: what a schema would refuse, then what the order's state does.
    private static ObjectNode order(Random random) {
        ObjectNode scope = scope();
        ObjectNode args = scope.withObject("args")
                .put("order_id", random.nextInt(6) == 0 ? "W12" : "#W" + random.nextInt(100_000, 999_999))
                .put("quantity", random.nextInt(-2, 9))
                .put("shipping", random.nextInt(0, 10));
        int price = random.nextInt(1, 40);
        args.put("budget", Math.max(0, price * args.path("quantity").asInt() + random.nextInt(-20, 120)));
        if (random.nextInt(9) > 0) {
            args.put("price", price);
        }
        if (random.nextInt(9) == 0) {
            args.put("quantity", "three");
        }
        if (random.nextInt(12) == 0) {
            args.put(one(random, "colour", "size", "gift"), "red");
        }
        scope.putObject("row").put("status", one(random, "pending", "processed", "pending", "delivered", "lost"));
        return scope;
    }

    @Test
    void the_checks_of_a_shop_with_typed_arguments_and_errors_as_objects() {
        InventedTool tool = InventedTool.drawing(GuardOrderTest::order)
                .refusing(
                        scope -> any(at(scope, "args"), value -> value.asText().equals("red")),
                        "TypeError: unexpected argument")
                .refusing(scope -> !at(scope, "args").has("price"), "Error: price is required")
                .refusing(
                        scope -> at(scope, "args", "quantity").isTextual(),
                        scope -> "Error: quantity must be a number, got "
                                + at(scope, "args", "quantity").asText())
                .refusing(
                        scope -> !at(scope, "args", "order_id").asText().startsWith("#"),
                        scope -> "Error: invalid order id "
                                + at(scope, "args", "order_id").asText())
                .refusing(scope -> at(scope, "args", "quantity").asInt() <= 0, "Error: quantity must be positive")
                .answering(
                        scope -> !at(scope, "row", "status").asText().startsWith("p"),
                        scope -> Json.parse("{\"error\":{\"code\":409,\"message\":\"order is "
                                + at(scope, "row", "status").asText() + "\"}}"))
                .refusing(
                        scope -> at(scope, "args", "price").asInt()
                                                * at(scope, "args", "quantity").asInt()
                                        + at(scope, "args", "shipping").asInt()
                                > at(scope, "args", "budget").asInt(),
                        scope -> "Error: total exceeds the budget of $"
                                + at(scope, "args", "budget").asInt() + ".00");
        Guards guards = tool.learned(400, 1);
        assertThat(guards.unexplained()).isEmpty();
        InventedTool.Score score = tool.score(guards, 1_000, 2);
        assertThat(score.toString()).contains(" 0 wrong, 0 missed, 0 undecided");
        assertThat(score.words()).isEqualTo(1);
    }

    /// A bank's transfer; calls often break several rules at once, and the tool names the first.
    @Test
    void three_overlapping_checks_are_told_apart_in_their_order() {
        InventedTool tool = InventedTool.drawing(random -> {
                    ObjectNode scope = scope();
                    scope.withObject("args").put("amount", random.nextInt(1, 1000));
                    scope.putObject("row")
                            .put("balance", random.nextInt(1, 1500))
                            .put("limit", one(random, "200", "500").length() * random.nextInt(50, 300))
                            .put("status", one(random, "open", "open", "frozen"));
                    return scope;
                })
                .refusing(scope -> at(scope, "row", "status").asText().equals("frozen"), "Declined (code A)")
                .refusing(
                        scope -> at(scope, "args", "amount").asInt()
                                > at(scope, "row", "limit").asInt(),
                        "Declined (code B)")
                .refusing(
                        scope -> at(scope, "args", "amount").asInt()
                                > at(scope, "row", "balance").asInt(),
                        "Declined (code C)");
        Guards guards = tool.learned(250, 3);
        assertThat(guards.inOrder())
                .extracting(guard -> guard.when().text())
                .containsExactly("row.status = \"frozen\"", "args.amount > row.limit", "args.amount > row.balance");
        assertThat(tool.score(guards, 500, 4).words()).isEqualTo(1);
    }

    /// Where one kind of refusal cannot be explained, the others are still found, wherever it comes.
    @Test
    void an_outage_in_front_of_all_checks_hides_none_of_them() {
        Random outage = new Random(5);
        InventedTool tool = InventedTool.drawing(random -> {
                    ObjectNode scope = scope();
                    scope.withObject("args").put("amount", random.nextInt(1, 1000));
                    scope.putObject("row")
                            .put("balance", random.nextInt(1, 1500))
                            .put("status", one(random, "open", "open", "frozen"));
                    return scope;
                })
                .refusing(_ -> outage.nextInt(12) == 0, "Error: service unavailable")
                .refusing(scope -> at(scope, "row", "status").asText().equals("frozen"), "Error: account frozen")
                .refusing(
                        scope -> at(scope, "args", "amount").asInt()
                                > at(scope, "row", "balance").asInt(),
                        "Error: balance too low");
        Guards guards = tool.learned(300, 6);
        assertThat(guards.inOrder())
                .extracting(guard -> guard.when().text())
                .containsExactlyInAnyOrder("row.status = \"frozen\"", "args.amount > row.balance");
        assertThat(guards.unexplained()).extracting(Unexplained::words).containsExactly("Error: service unavailable");
    }

    @Test
    void guards_learned_from_a_sample_are_checked_on_all_calls() {
        InventedTool tool = InventedTool.drawing(random -> {
                    ObjectNode scope = scope();
                    scope.withObject("args").put("amount", random.nextInt(1, 100_000));
                    scope.putObject("row").put("balance", random.nextInt(1, 1_000_000));
                    return scope;
                })
                .refusing(scope -> at(scope, "args", "amount").asInt() > 98_765, "Declined");
        Guards guards = tool.learned(5_000, 7);
        List<Guard> inOrder = guards.inOrder();
        assertThat(inOrder).hasSize(1);
        assertThat(inOrder.getFirst().against()).isZero();
        assertThat(tool.score(guards, 5_000, 8).precision()).isGreaterThan(0.99);
    }
}

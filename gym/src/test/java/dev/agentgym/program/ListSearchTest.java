package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ListSearchTest {

    /// An order of two to four items, some of which the call names; every item knows its product's row.
    private static ObjectNode order(Random random) {
        int items = 2 + random.nextInt(3);
        List<String> ids = IntStream.range(0, items)
                .mapToObj(i -> "i" + i + random.nextInt(1000))
                .toList();
        List<String> named = new ArrayList<>(ids);
        Collections.shuffle(named, random);
        return json(
                "{'args':{'order_id':'W%d','item_ids':[%s],'payment_id':'%s_%d','item_id':'%s','note':'n%d'},"
                        + "'order':{'order_id':'W%d','status':'%s','total':%d,'items':[%s],'payments':[%s]}}",
                random.nextInt(10_000),
                named.subList(0, 1 + random.nextInt(items - 1)).stream()
                        .map(id -> "'" + id + "'")
                        .collect(Collectors.joining(",")),
                pick(random, "card", "gift"),
                random.nextInt(10_000),
                ids.get(random.nextInt(items)),
                random.nextInt(1000),
                random.nextInt(10_000),
                pick(random, "pending", "delivered"),
                random.nextInt(900),
                ids.stream().map(id -> item(id, random)).collect(Collectors.joining(",")),
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> payment(random))
                        .collect(Collectors.joining(",")));
    }

    private static String item(String id, Random random) {
        return json(
                        "{'item_id':'%s','price':%d,'count':%d,'state':'%s','@product':{'price':%d,'name':'P%d'}}",
                        id,
                        5 + random.nextInt(400),
                        1 + random.nextInt(5),
                        pick(random, "open", "sent"),
                        5 + random.nextInt(400),
                        random.nextInt(100))
                .toString();
    }

    private static String payment(Random random) {
        return json("{'type':'payment','amount':%d,'method':'m%d'}", 5 + random.nextInt(400), random.nextInt(100))
                .toString();
    }

    private static List<JsonNode> list(ObjectNode scope, String pointer) {
        return new ArrayList<>(StreamSupport.stream(scope.at(pointer).spliterator(), false)
                .map(Values::withoutRows)
                .toList());
    }

    private static ArrayNode array(List<JsonNode> elements) {
        return Json.MAPPER.createArrayNode().addAll(elements);
    }

    private static boolean isNamed(ObjectNode scope, JsonNode item) {
        return list(scope, "/args/item_ids").contains(item.get("item_id"));
    }

    @Test
    void the_total_of_an_order_is_the_sum_of_price_times_count() {
        Cases.of(
                        ListSearchTest::order,
                        s -> Numbers.node(list(s, "/order/items").stream()
                                .mapToInt(item -> item.get("price").asInt()
                                        * item.get("count").asInt())
                                .sum()))
                .isLearnedFrom(6);
    }

    @Test
    void a_refund_is_the_sum_over_the_named_items() {
        Cases.of(
                        ListSearchTest::order,
                        s -> Numbers.node(list(s, "/order/items").stream()
                                .filter(item -> isNamed(s, item))
                                .mapToInt(item -> item.get("price").asInt())
                                .sum()))
                .isLearnedFrom(8);
    }

    @Test
    void an_exchange_costs_the_new_prices_less_the_old_ones() {
        Cases.of(ListSearchTest::order, s -> {
                    int difference = 0;
                    for (JsonNode item : s.at("/order/items")) {
                        difference += item.at("/@product/price").asInt()
                                - item.get("price").asInt();
                    }
                    return Numbers.node(difference);
                })
                .isLearnedFrom(8);
    }

    @Test
    void the_number_of_items_times_a_price_is_found() {
        Cases.of(
                        ListSearchTest::order,
                        s -> Numbers.node((long) s.at("/order/items").size()
                                * s.at("/order/total").asInt()))
                .isLearnedFrom(8);
    }

    @Test
    void a_payment_is_added_to_the_history() {
        Explanation found = Cases.of(ListSearchTest::order, s -> {
                    List<JsonNode> history = list(s, "/order/payments");
                    ObjectNode refund = json("{'type':'refund'}");
                    refund.set("amount", s.at("/order/total"));
                    refund.set("method", s.at("/args/payment_id"));
                    history.add(refund);
                    return array(history);
                })
                .isLearnedFrom(4);

        assertThat(found.program().text()).startsWith("order.payments followed by {");
    }

    @Test
    void cancelling_adds_one_negative_payment_for_every_earlier_one() {
        Cases.of(ListSearchTest::order, s -> {
                    List<JsonNode> history = list(s, "/order/payments");
                    for (JsonNode payment : list(s, "/order/payments")) {
                        ObjectNode refund = payment.deepCopy();
                        refund.put("type", "refund");
                        refund.put("amount", -payment.get("amount").asInt());
                        history.add(refund);
                    }
                    return array(history);
                })
                .isLearnedFrom(6);
    }

    @Test
    void one_element_is_removed_by_its_id() {
        Explanation found = Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/order/items").stream()
                                .filter(item -> !item.get("item_id").equals(s.at("/args/item_id")))
                                .toList()))
                .isLearnedFrom(4);

        assertThat(found.program().text()).isEqualTo("those of order.items where each.item_id ≠ args.item_id");
    }

    @Test
    void the_open_elements_are_kept() {
        Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/order/items").stream()
                                .filter(item -> item.get("state").asText().equals("open"))
                                .toList()))
                .isLearnedFrom(12);
    }

    @Test
    void elements_above_a_limit_are_kept() {
        Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/order/items").stream()
                                .filter(item -> item.get("price").asInt() >= 200)
                                .toList()))
                .learned(40)
                .ifPresentOrElse(
                        found -> assertThat(found.program().text()).contains("each.price"),
                        () -> assertThat(false).as("found").isTrue());
    }

    @Test
    void every_element_becomes_a_line_of_the_receipt() {
        Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/order/items").stream()
                                .map(item -> (JsonNode) ((ObjectNode)
                                                Json.object().set("id", item.get("item_id")))
                                        .put(
                                                "cost",
                                                item.get("price").asInt()
                                                        * item.get("count").asInt()))
                                .toList()))
                .isLearnedFrom(6);
    }

    @Test
    void named_elements_change_their_state() {
        Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/order/items").stream()
                                .map(item -> isNamed(s, item) ? ((ObjectNode) item).put("state", "returned") : item)
                                .toList()))
                .isLearnedFrom(10);
    }

    @Test
    void a_list_is_sorted() {
        Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/order/items").stream()
                                .sorted(Comparator.comparingInt(
                                        item -> item.get("price").asInt()))
                                .toList()))
                .isLearnedFrom(6);
    }

    @Test
    void the_sorted_arguments_are_stored() {
        Cases.of(
                        ListSearchTest::order,
                        s -> array(list(s, "/args/item_ids").stream()
                                .sorted((a, b) -> b.asText().compareTo(a.asText()))
                                .toList()))
                .isLearnedFrom(8);
    }

    @Test
    void new_flights_are_built_from_the_arguments_and_their_rows() {
        Cases.of(
                        random -> json(
                                "{'args':{'cabin':'%s','flights':[%s,%s]}}",
                                pick(random, "basic", "business"), flight(random), flight(random)),
                        s -> array(list(s, "/args/flights").stream()
                                .map(flight -> bookedFlight(s, flight))
                                .toList()))
                .isLearnedFrom(6);
    }

    private static String flight(Random random) {
        return json(
                        "{'number':'HAT%d','date':'2024-05-%02d','@flight':{'origin':'%s','prices':{'basic':%d,'business':%d}}}",
                        random.nextInt(10),
                        1 + random.nextInt(28),
                        pick(random, "JFK", "SFO", "ATL"),
                        random.nextInt(100),
                        300 + random.nextInt(100))
                .toString();
    }

    private static JsonNode bookedFlight(ObjectNode scope, JsonNode flight) {
        ObjectNode booked = flight.deepCopy();
        for (JsonNode row : scope.at("/args/flights")) {
            if (Values.withoutRows(row).equals(flight)) {
                booked.set("origin", row.at("/@flight/origin"));
                booked.set(
                        "price",
                        row.at("/@flight/prices").get(scope.at("/args/cabin").asText()));
            }
        }
        return booked;
    }

    @Test
    void the_price_of_all_flights_for_all_passengers_is_found() {
        Cases.of(
                        random -> json(
                                "{'args':{'cabin':'%s','flights':[%s,%s],'passengers':[%s]}}",
                                pick(random, "basic", "business"),
                                flight(random),
                                flight(random),
                                IntStream.rangeClosed(0, random.nextInt(3))
                                        .mapToObj(i -> "{'name':'P" + i + random.nextInt(90) + "'}")
                                        .collect(Collectors.joining(","))),
                        s -> {
                            int sum = 0;
                            for (JsonNode flight : s.at("/args/flights")) {
                                sum += flight.at("/@flight/prices")
                                        .get(s.at("/args/cabin").asText())
                                        .asInt();
                            }
                            return Numbers.node(
                                    (long) sum * s.at("/args/passengers").size());
                        })
                .isLearnedFrom(8);
    }

    @Test
    void lists_of_random_elements_are_not_explained() {
        Random random = new Random(5);

        assertThat(Cases.of(
                                ListSearchTest::order,
                                _ -> array(List.of(
                                        Numbers.node(random.nextInt(10_000)), Numbers.node(random.nextInt(10_000)))))
                        .learned(20))
                .isEmpty();
    }
}

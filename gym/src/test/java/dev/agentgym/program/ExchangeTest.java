package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Items of an order exchanged for variants of the same products: two lists of arguments run side by side.
class ExchangeTest {

    private static ObjectNode exchange(Random random) {
        int items = 2 + random.nextInt(3);
        List<Integer> all = new ArrayList<>(IntStream.range(0, items).boxed().toList());
        Collections.shuffle(all, random);
        List<Integer> named = all.subList(0, 1 + random.nextInt(items));
        int order = random.nextInt(1000);
        return json(
                "{'args':{'item_ids':[%s],'new_item_ids':[%s],'pay':'p%d'},'order':{'paid':%d,'items':[%s]}}",
                ids(named, order, "old"),
                ids(named, order, pick(random, "red", "blue")),
                random.nextInt(90),
                random.nextInt(900),
                IntStream.range(0, items).mapToObj(i -> item(order, i, random)).collect(Collectors.joining(",")));
    }

    private static String ids(List<Integer> items, int order, String kind) {
        return items.stream().map(i -> "'" + id(order, i, kind) + "'").collect(Collectors.joining(","));
    }

    private static String id(int order, int item, String kind) {
        return order + "-" + item + "-" + kind;
    }

    private static String item(int order, int i, Random random) {
        return json(
                        "{'item_id':'%s','price':%d,'options':{'color':'old'},'@product':{'variants':{"
                                + "'%s':{'price':%d,'options':{'color':'red'}},'%s':{'price':%d,'options':{'color':'blue'}}}}}",
                        id(order, i, "old"),
                        10 + random.nextInt(400),
                        id(order, i, "red"),
                        10 + random.nextInt(400),
                        id(order, i, "blue"),
                        10 + random.nextInt(400))
                .toString();
    }

    private static Optional<String> partner(ObjectNode scope, JsonNode item) {
        for (int i = 0; i < scope.at("/args/item_ids").size(); i++) {
            if (scope.at("/args/item_ids").get(i).equals(item.get("item_id"))) {
                return Optional.of(scope.at("/args/new_item_ids").get(i).asText());
            }
        }
        return Optional.empty();
    }

    private static JsonNode variant(JsonNode item, String id) {
        return item.at("/@product/variants").path(id);
    }

    @Test
    void the_difference_in_price_is_summed_over_the_exchanged_items() {
        Cases.of(ExchangeTest::exchange, s -> {
                    int difference = 0;
                    for (JsonNode item : s.at("/order/items")) {
                        difference += partner(s, item)
                                .map(id -> variant(item, id).get("price").asInt()
                                        - item.get("price").asInt())
                                .orElse(0);
                    }
                    return Numbers.node(difference);
                })
                .isLearnedFrom(12);
    }

    @Test
    void exchanged_items_take_number_price_and_options_of_the_new_variant() {
        Cases.of(ExchangeTest::exchange, s -> {
                    ArrayNode items = Json.MAPPER.createArrayNode();
                    for (JsonNode item : s.at("/order/items")) {
                        ObjectNode after = (ObjectNode) Values.withoutRows(item);
                        partner(s, item)
                                .ifPresent(id -> after.put("item_id", id).setAll((ObjectNode) variant(item, id)));
                        items.add(after);
                    }
                    return items;
                })
                .isLearnedFrom(12);
    }
}

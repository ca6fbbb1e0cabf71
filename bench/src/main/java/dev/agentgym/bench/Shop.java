package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// An invented shop of any size: its rows are functions of a seed and their number, so nothing is held but what a
/// visit changed. Immutable; its visits are not.
///
/// Customers have four orders each; products stand in categories of ten. Every visit begins with the same rows.
///
/// @param seed decides every row
/// @param customers how many there are; orders are four times as many
/// @param categories how many there are; products are ten times as many
record Shop(long seed, int customers, int categories) {

    static final int ORDERS_EACH = 4;
    static final int PRODUCTS_EACH = 10;
    private static final int FIRST = 1_000_000;
    private static final double HIGHEST_CREDIT = 50;
    private static final List<String> NAMES = List.of("Ada", "Bo", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana");
    private static final List<String> CITIES = List.of("Aldbury", "Brack", "Corvell", "Dunmore", "Elsted");
    private static final List<String> STATUSES = List.of("open", "open", "open", "sent", "delivered");
    private static final List<String> GOODS = List.of("lamp", "chair", "kettle", "clock", "rug", "mirror");

    /// What a tool of the shop says.
    record Answer(JsonNode result, boolean isError) {}

    /// How many things there are to know.
    long entities() {
        return (1L + ORDERS_EACH) * customers + (long) PRODUCTS_EACH * categories;
    }

    String customerId(int customer) {
        return "C" + (FIRST + customer);
    }

    String orderId(int customer, int number) {
        return "W" + (FIRST + customer * ORDERS_EACH + number);
    }

    String productId(int category, int number) {
        return "P" + (FIRST + category * PRODUCTS_EACH + number);
    }

    String category(int category) {
        return "K" + (FIRST + category);
    }

    private SplittableRandom dice(int kind, int number) {
        return new SplittableRandom(seed * 31 + kind * 1_000_003L + number * 2_654_435_761L);
    }

    private ObjectNode customer(int customer) {
        SplittableRandom dice = dice(1, customer);
        String name = pick(NAMES, dice) + " " + (char) ('A' + dice.nextInt(26)) + ".";
        return Json.object()
                .put("customer_id", customerId(customer))
                .put("name", name)
                .put("email", "someone" + customer + "@post.example")
                .put("city", pick(CITIES, dice))
                .put("balance", cents(dice, 20_000));
    }

    private ObjectNode order(int order) {
        SplittableRandom dice = dice(2, order);
        ObjectNode json = Json.object()
                .put("order_id", "W" + (FIRST + order))
                .put("customer_id", customerId(order / ORDERS_EACH))
                .put("status", pick(STATUSES, dice))
                .put("total", cents(dice, 50_000))
                .put("address", dice.nextInt(1, 99) + " Mill Road, " + pick(CITIES, dice))
                .put("placed_on", "2025-%02d-%02d".formatted(dice.nextInt(1, 13), dice.nextInt(1, 29)));
        ArrayNode items = json.putArray("items");
        for (int item = dice.nextInt(1, 4); item > 0; item--) {
            String product = productId(dice.nextInt(categories), dice.nextInt(PRODUCTS_EACH));
            items.addObject().put("product", product).put("quantity", dice.nextInt(1, 4));
        }
        return json;
    }

    private ObjectNode product(int product) {
        SplittableRandom dice = dice(3, product);
        return Json.object()
                .put("product_id", "P" + (FIRST + product))
                .put("name", pick(GOODS, dice) + " " + dice.nextInt(100, 999))
                .put("category", category(product / PRODUCTS_EACH))
                .put("price", cents(dice, 30_000))
                .put("stock", dice.nextInt(0, 200));
    }

    private static String pick(List<String> from, SplittableRandom dice) {
        return from.get(dice.nextInt(from.size()));
    }

    private static double cents(SplittableRandom dice, int most) {
        return dice.nextInt(most) / 100.0;
    }

    /// Somebody's calls, from the rows that the shop begins with. Mutable, for one thread.
    final class Visit {

        private final Map<String, ObjectNode> changed = new LinkedHashMap<>();

        /// Answers as the real tools would.
        Answer call(String tool, ObjectNode arguments) {
            return switch (tool) {
                case "get_customer", "list_orders", "add_credit" -> ofCustomer(tool, arguments);
                case "get_order", "cancel_order", "change_address" -> ofOrder(tool, arguments);
                case "get_product" -> {
                    String id = arguments.path("product_id").asText();
                    int product = number(id, PRODUCTS_EACH * categories);
                    yield product < 0 ? unknown("product", id) : accepted(product(product));
                }
                case "list_products" -> products(arguments.path("category").asText());
                default -> refused("there is no tool " + tool);
            };
        }

        private Answer ofCustomer(String tool, ObjectNode arguments) {
            String id = arguments.path("customer_id").asText();
            int customer = number(id, customers);
            if (customer < 0) {
                return unknown("customer", id);
            }
            return switch (tool) {
                case "list_orders" -> orders(customer);
                case "add_credit" -> credit(customer, arguments.path("amount").doubleValue());
                default -> accepted(row(customerId(customer), customer(customer)));
            };
        }

        private Answer orders(int customer) {
            ObjectNode json = Json.object().put("customer_id", customerId(customer));
            ArrayNode orders = json.putArray("orders");
            for (int number = 0; number < ORDERS_EACH; number++) {
                orders.add(row(orderId(customer, number), order(customer * ORDERS_EACH + number)));
            }
            return accepted(json);
        }

        private Answer credit(int customer, double amount) {
            if (amount > HIGHEST_CREDIT) {
                return refused("a credit is at most 50");
            }
            ObjectNode row = row(customerId(customer), customer(customer));
            row.put("balance", Math.round((row.path("balance").doubleValue() + amount) * 100) / 100.0);
            changed.put(customerId(customer), row);
            return accepted(row.deepCopy());
        }

        private Answer ofOrder(String tool, ObjectNode arguments) {
            String id = arguments.path("order_id").asText();
            int order = number(id, customers * ORDERS_EACH);
            if (order < 0) {
                return unknown("order", id);
            }
            ObjectNode row = row(id, order(order));
            String status = row.path("status").asText();
            if (!tool.equals("get_order")) {
                if (!status.equals("open")) {
                    return refused("order " + id + " is " + status + " and cannot be changed");
                }
                if (tool.equals("cancel_order")) {
                    row.put("status", "cancelled").set("reason", arguments.path("reason"));
                } else {
                    row.set("address", arguments.path("address"));
                }
                changed.put(id, row);
            }
            return accepted(row.deepCopy());
        }

        private Answer products(String name) {
            int category = number(name, categories);
            if (category < 0) {
                return unknown("category", name);
            }
            ObjectNode json = Json.object().put("category", name);
            ArrayNode products = json.putArray("products");
            for (int number = 0; number < PRODUCTS_EACH; number++) {
                products.add(product(category * PRODUCTS_EACH + number));
            }
            return accepted(json);
        }

        private ObjectNode row(String id, ObjectNode fresh) {
            return changed.getOrDefault(id, fresh).deepCopy();
        }

        private static int number(String id, int count) {
            int number = Integer.parseInt(id.substring(1)) - FIRST;
            return number < count ? number : -1;
        }

        private static Answer accepted(JsonNode result) {
            return new Answer(result, false);
        }

        private static Answer unknown(String thing, String id) {
            return refused(thing + " " + id + " not found");
        }

        private static Answer refused(String why) {
            return new Answer(TextNode.valueOf("Error: " + why), true);
        }
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/// A small shop whose tools really work: what tests learn from, and the truth to hold it against. Every
/// conversation begins from the same state.
final class Shop {

    private final Map<String, ObjectNode> customers = new TreeMap<>();
    private final Map<String, ObjectNode> orders = new TreeMap<>();
    private final Random random;
    private int next = 1000;

    Shop(long seed) {
        this.random = new Random(seed);
        Random start = new Random(1);
        for (int i = 10; i < 40; i++) {
            ObjectNode customer =
                    Json.object().put("customer_id", "C-" + i).put("name", "Customer " + (char) ('A' + i));
            customer.put("balance", start.nextInt(100)).putArray("order_ids");
            customers.put("C-" + i, customer);
            for (int k = 0; k < 1 + i % 3; k++) {
                order(customer, 10 + start.nextInt(90), k == 0 ? "open" : "sent");
            }
        }
    }

    private ObjectNode order(ObjectNode customer, int total, String status) {
        next += 1 + (customers.size() < 30 ? 0 : random.nextInt(3000));
        String id = "O-" + next;
        ObjectNode order = Json.object()
                .put("order_id", id)
                .put("customer_id", customer.path("customer_id").asText())
                .put("total", total)
                .put("status", status);
        orders.put(id, order);
        customer.withArray("order_ids").add(id);
        return order;
    }

    /// The true answer; a text that begins with `Error` is a refusal.
    JsonNode call(String tool, ObjectNode arguments) {
        String id = arguments.path("customer_id").asText();
        if (!id.matches("C-\\d{2}")) {
            return Json.of("Error: customer_id must look like C-\\d{2}, got " + id);
        }
        ObjectNode customer = Objects.requireNonNull(customers.get(id), id);
        return switch (tool) {
            case "get_customer" -> customer.deepCopy();
            case "list_orders" -> list(arguments);
            case "add_order" -> add(customer, arguments.path("total").asInt());
            default -> throw new IllegalArgumentException(tool);
        };
    }

    private ObjectNode list(ObjectNode arguments) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("orders");
        orders.values().stream()
                .filter(order -> order.path("customer_id").equals(arguments.path("customer_id")))
                .filter(order ->
                        !arguments.has("status") || order.path("status").equals(arguments.path("status")))
                .forEach(order -> list.add(order.deepCopy()));
        return answer;
    }

    private ObjectNode add(ObjectNode customer, int total) {
        int fee = BigDecimal.valueOf(total)
                .divide(BigDecimal.valueOf(30), 0, RoundingMode.CEILING)
                .intValue();
        int balance = customer.path("balance").asInt() + total + fee;
        customer.put("balance", balance);
        ObjectNode answer = Json.object().put("fee", fee).put("balance", balance);
        answer.set("order", order(customer, total, "open").deepCopy());
        return answer;
    }

    /// So many conversations of agents who look a customer up, list, order and look again.
    static List<Conversation> logs(int count) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Random dice = new Random(100 + i);
            Shop shop = new Shop(i);
            ObjectNode who = Json.object().put("customer_id", "C-" + (10 + dice.nextInt(30)));
            Log log = new Log(shop);
            if (dice.nextInt(4) == 0) {
                log.call("get_customer", Json.object().put("customer_id", "K" + i));
            }
            log.call("get_customer", who);
            if (dice.nextBoolean()) {
                log.call("list_orders", who);
            }
            log.call("add_order", who.deepCopy().put("total", 5 + dice.nextInt(200)));
            log.call(dice.nextBoolean() ? "list_orders" : "get_customer", who);
            logs.add(Conversation.of("shop-" + i, log.messages, Outcome.UNKNOWN));
        }
        return logs;
    }

    private static final class Log {
        private final Shop shop;
        private final List<Message> messages = new ArrayList<>();

        private Log(Shop shop) {
            this.shop = shop;
        }

        private void call(String tool, ObjectNode arguments) {
            String id = "call-" + messages.size();
            JsonNode answer = shop.call(tool, arguments);
            messages.add(Message.Assistant.calls(List.of(new ToolCall(id, tool, arguments))));
            messages.add(new Message.Tool(id, tool, answer, answer.isTextual(), Details.NONE));
        }
    }
}

package dev.agentgym.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Conversations of a [Shop]'s customers, and calls in the proportions of a steady load. The same seed gives the
/// same. Immutable.
///
/// A shop grows with its logs: nine customers and five categories for ten conversations, about ten things to know
/// for each conversation, all of which some conversation shows.
///
/// @param shop whose logs these are
/// @param conversations how many
record ShopLogs(Shop shop, int conversations) {

    /// What a call of a steady load is.
    enum Kind {
        READ,
        WRITE,
        REFUSED
    }

    /// A call, and what the shop truly says.
    record Call(Kind kind, String tool, ObjectNode arguments, Shop.Answer truth) {}

    private static final Instant FIRST = Instant.parse("2026-01-05T08:00:00Z");

    static ShopLogs of(long seed, int conversations) {
        Shop shop = new Shop(seed, Math.max(1, conversations * 9 / 10), Math.max(1, conversations / 2));
        return new ShopLogs(shop, conversations);
    }

    List<Conversation> generate() {
        return IntStream.range(0, conversations).mapToObj(this::conversation).toList();
    }

    private Conversation conversation(int number) {
        SplittableRandom dice = new SplittableRandom(shop.seed() + 7_919L * number);
        int customer = scattered(number, shop.customers());
        List<Call> calls = new ArrayList<>();
        Shop.Visit visit = shop.new Visit();
        calls.add(call(visit, Kind.READ, "get_customer", "customer_id", shop.customerId(customer)));
        calls.add(call(visit, Kind.READ, "list_orders", "customer_id", shop.customerId(customer)));
        String category = shop.category(scattered(number, shop.categories()));
        calls.add(call(visit, Kind.READ, "list_products", "category", category));
        for (int more = dice.nextInt(2, 6); more > 0; more--) {
            double chance = dice.nextDouble();
            Kind kind = chance < 0.5 ? Kind.READ : chance < 0.85 ? Kind.WRITE : Kind.REFUSED;
            calls.add(call(visit, kind, customer, dice));
        }
        List<Message> messages = new ArrayList<>();
        Instant at = FIRST.plusSeconds(60L * number);
        messages.add(new Message.User("Hello, I am " + shop.customerId(customer), List.of(), Details.at(at)));
        calls.forEach(call -> add(messages, call, at));
        messages.add(new Message.Assistant("Is there anything else?", List.of(), Details.at(at)));
        return Conversation.of("shop-" + number, messages, Outcome.SUCCESS);
    }

    /// Customers come in no order: ids that were met one after the other would look like newly made ones.
    private static int scattered(int number, int count) {
        return (int) (number * 7_919L % count);
    }

    private static void add(List<Message> messages, Call call, Instant start) {
        Details details = Details.at(start.plusSeconds(messages.size()));
        String id = "call_" + messages.size();
        messages.add(new Message.Assistant("", List.of(new ToolCall(id, call.tool(), call.arguments())), details));
        messages.add(new Message.Tool(
                id, call.tool(), call.truth().result(), call.truth().isError(), details));
    }

    /// The calls of one visit: of ten, seven reads, two accepted writes, one refused or of an unknown id.
    List<Call> visit(int length, SplittableRandom dice) {
        Shop.Visit visit = shop.new Visit();
        int customer = dice.nextInt(shop.customers());
        return IntStream.range(0, length)
                .mapToObj(position -> {
                    int tenth = position % 10;
                    Kind kind = tenth == 3 || tenth == 7 ? Kind.WRITE : tenth == 5 ? Kind.REFUSED : Kind.READ;
                    return call(visit, kind, customer, dice);
                })
                .toList();
    }

    private Call call(Shop.Visit visit, Kind kind, int customer, SplittableRandom dice) {
        return switch (kind) {
            case READ -> read(visit, customer, dice);
            case WRITE -> write(visit, customer, dice);
            case REFUSED -> refused(visit, customer, dice);
        };
    }

    private Call read(Shop.Visit visit, int customer, SplittableRandom dice) {
        int category = dice.nextInt(shop.categories());
        return switch (dice.nextInt(5)) {
            case 0 -> call(visit, Kind.READ, "get_customer", "customer_id", shop.customerId(customer));
            case 1 -> call(visit, Kind.READ, "list_orders", "customer_id", shop.customerId(customer));
            case 2 -> {
                String product = shop.productId(category, dice.nextInt(Shop.PRODUCTS_EACH));
                yield call(visit, Kind.READ, "get_product", "product_id", product);
            }
            case 3 -> call(visit, Kind.READ, "list_products", "category", shop.category(category));
            default -> {
                String order = shop.orderId(customer, dice.nextInt(Shop.ORDERS_EACH));
                yield call(visit, Kind.READ, "get_order", "order_id", order);
            }
        };
    }

    /// Of an order where one is still open, else of the balance.
    private Call write(Shop.Visit visit, int customer, SplittableRandom dice) {
        for (int number = 0; number < Shop.ORDERS_EACH && dice.nextInt(3) > 0; number++) {
            String order = shop.orderId(customer, number);
            boolean cancels = dice.nextInt(3) == 0;
            Shop.Answer before = visit.call("get_order", Json.object().put("order_id", order));
            if (before.result().path("status").asText().equals("open")) {
                ObjectNode arguments = Json.object().put("order_id", order);
                arguments.put(
                        cancels ? "reason" : "address", cancels ? "too late" : dice.nextInt(1, 999) + " New Street");
                return call(visit, Kind.WRITE, cancels ? "cancel_order" : "change_address", arguments);
            }
        }
        ObjectNode arguments = Json.object().put("customer_id", shop.customerId(customer));
        return call(visit, Kind.WRITE, "add_credit", arguments.put("amount", dice.nextInt(1, 50)));
    }

    private Call refused(Shop.Visit visit, int customer, SplittableRandom dice) {
        if (dice.nextBoolean()) {
            int nobodys = dice.nextInt(8_000_000, 9_000_000);
            return switch (dice.nextInt(3)) {
                case 0 -> call(visit, Kind.REFUSED, "get_customer", "customer_id", "C" + nobodys);
                case 1 -> call(visit, Kind.REFUSED, "get_product", "product_id", "P" + nobodys);
                default -> call(visit, Kind.REFUSED, "get_order", "order_id", "W" + nobodys);
            };
        }
        for (int number = 0; number < Shop.ORDERS_EACH; number++) {
            String order = shop.orderId(customer, number);
            Shop.Answer before = visit.call("get_order", Json.object().put("order_id", order));
            if (!before.result().path("status").asText().equals("open")) {
                ObjectNode arguments = Json.object().put("order_id", order).put("reason", "too late");
                return call(visit, Kind.REFUSED, "cancel_order", arguments);
            }
        }
        ObjectNode arguments = Json.object().put("customer_id", shop.customerId(customer));
        return call(visit, Kind.REFUSED, "add_credit", arguments.put("amount", dice.nextInt(51, 99)));
    }

    private static Call call(Shop.Visit visit, Kind kind, String tool, String argument, String value) {
        return call(visit, kind, tool, Json.object().put(argument, value));
    }

    private static Call call(Shop.Visit visit, Kind kind, String tool, ObjectNode arguments) {
        return new Call(kind, tool, arguments, visit.call(tool, arguments));
    }
}

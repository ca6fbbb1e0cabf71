package dev.agentgym.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The help desk of a small shop, written by hand: customers who cancel an order or ask when it comes.
public final class Desk {

    private final List<Message> messages = new ArrayList<>();

    Desk customer(String text) {
        messages.add(Message.User.says(text));
        return this;
    }

    Desk agent(String text) {
        messages.add(Message.Assistant.says(text));
        return this;
    }

    Desk call(String tool, Map<String, ?> arguments, JsonNode answer) {
        String id = "call-" + messages.size();
        messages.add(Message.Assistant.calls(List.of(new ToolCall(id, tool, Json.arguments(arguments)))));
        messages.add(new Message.Tool(id, tool, answer, answer.isTextual(), Details.NONE));
        return this;
    }

    Conversation ended(String id, Outcome outcome, Map<String, ?> metadata) {
        return new Conversation(
                id, messages, outcome, OptionalDouble.empty(), List.of(), Json.arguments(metadata), Map.of());
    }

    /// What customer `n` has: order `W-n00`, the postcode `AB-n7`, the e-mail `cn@mail.example`.
    static ObjectNode order(int n, String status) {
        return Json.object()
                .put("order_id", "W-" + n + "00")
                .put("email", "c" + n + "@mail.example")
                .put("postcode", "AB-" + n + "7")
                .put("status", status)
                .put("arrives_on", "2026-03-0" + (1 + n % 9));
    }

    /// Cancels the order; the agent asks for the order, for the postcode and for consent.
    public static Conversation cancelling(int n) {
        return cancel(n, new Desk()).ended("cancel-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-" + n));
    }

    static Desk cancel(int n, Desk desk) {
        return open(n, desk)
                .agent("I can cancel the order. Shall I do that?")
                .customer("Yes, go ahead")
                .call(
                        "cancel_order",
                        Map.of("order_id", "W-" + n + "00"),
                        order(n, "cancelled").put("refund_id", "RF-" + n + "55").put("refund", n + 0.5))
                .agent("Your order is cancelled. RF-" + n + "55 brings €" + n + ".50 back.")
                .customer("Thanks a lot")
                .agent("Is there anything else?")
                .customer("No, that's all");
    }

    static Desk open(int n, Desk desk) {
        return desk.customer("Hello there. I want to cancel my order.")
                .agent("Hi. What is the number of the order?")
                .customer("It is W-" + n + "00")
                .call("get_order", Map.of("order_id", "W-" + n + "00"), order(n, "open"))
                .agent("Thank you. What is your postcode?")
                .customer("AB-" + n + "7");
    }

    /// Refuses to cancel, because the customer says no when asked.
    static Conversation keeping(int n) {
        return open(n, new Desk())
                .agent("I can cancel the order. Shall I do that?")
                .customer("No, leave it")
                .agent("Alright, nothing was changed.")
                .ended("keep-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-" + n));
    }

    /// Has the order put on hold and, a moment later, wants it at once.
    static Conversation regretting(int n) {
        Map<String, String> order = Map.of("order_id", "W-" + n + "00");
        return open(n, new Desk())
                .agent("I can put it on hold instead. Shall I do that?")
                .customer("Yes, go ahead")
                .call("hold_order", order, order(n, "held"))
                .call("get_order", order, order(n, "held"))
                .agent("Your order is on hold.")
                .customer("Sorry, I want it after all")
                .call("release_order", order, order(n, "open"))
                .call("get_order", order, order(n, "open"))
                .agent("It is open again.")
                .ended("regret-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-" + n));
    }

    /// Cancels an order at the second attempt.
    static Conversation insisting(int n) {
        Map<String, String> order = Map.of("order_id", "W-" + n + "00");
        return open(n, new Desk())
                .agent("I can cancel the order. Shall I do that?")
                .customer("Yes, go ahead")
                .call("cancel_order", order, TextNode.valueOf("Error: the system is busy"))
                .call("cancel_order", order, order(n, "cancelled").put("refund_id", "RF-" + n + "55"))
                .agent("Your order is cancelled. RF-" + n + "55 is your refund.")
                .ended("insist-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-" + n));
    }

    /// Asks when the order comes, and thanks in words of their own.
    public static Conversation thanking(int n, String thanks) {
        return new Desk()
                .customer("Good morning. When does my parcel arrive? The order is W-" + n + "00.")
                .call("get_order", Map.of("order_id", "W-" + n + "00"), order(n, "open"))
                .agent("It will arrive at your place on " + (1 + n % 9) + " March 2026.")
                .customer(thanks)
                .agent("Is there anything else?")
                .customer("No, that's all")
                .ended("thank-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-" + n));
    }

    /// Asks when the order comes; the customer volunteers its number.
    public static Conversation asking(int n) {
        return new Desk()
                .customer("Good morning. When does my parcel arrive? The order is W-" + n + "00.")
                .call("get_order", Map.of("order_id", "W-" + n + "00"), order(n, "open"))
                .agent("It arrives on " + (1 + n % 9) + " March 2026.")
                .customer("Great, thanks")
                .agent("Is there anything else?")
                .customer("No, that's all")
                .ended("ask-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-" + n));
    }

    /// A customer who wants to cancel, and an agent who does not do it.
    static Conversation failing(int n, Map<String, ?> metadata) {
        return open(n, new Desk()).agent("Sorry, I cannot help you.").ended("fail-" + n, Outcome.FAILURE, metadata);
    }

    /// Twelve who cancel and eight who ask, of twenty customers.
    public static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int n = 1; n <= 12; n++) {
            logs.add(cancelling(n));
        }
        for (int n = 13; n <= 20; n++) {
            logs.add(asking(n));
        }
        return logs;
    }
}

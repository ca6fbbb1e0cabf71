package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The smallest logs that tasks can be mined from: customers who each have an order of theirs cancelled.
final class Cancellations {

    private static final int FIRST_ORDER = 1000;

    private Cancellations() {}

    /// A gym of so many customers.
    ///
    /// @param offset of the first order's number
    static Path gym(Path folder, int customers, int offset) throws IOException {
        List<String> lines = IntStream.range(0, customers)
                .mapToObj(number -> conversation(number, "W-" + (FIRST_ORDER + offset + number)))
                .toList();
        Path traces = folder.resolve("traces.jsonl");
        Files.write(traces, lines);
        Path gym = folder.resolve("gym");
        Ran.agentGym("create", traces, "--out", gym).endingWith(0);
        return gym;
    }

    private static String conversation(int number, String order) {
        ObjectNode conversation = Json.object().put("conversation_id", "c" + number);
        ArrayNode messages = conversation.putArray("messages");
        say(messages, "user", "I want to cancel my order " + order);
        call(messages, "a", "get_order", order, "open");
        say(messages, "assistant", "Your order " + order + " is open. Shall I cancel it?");
        say(messages, "user", "Yes, please.");
        call(messages, "b", "cancel_order", order, "cancelled");
        say(messages, "assistant", "Done, order " + order + " is cancelled.");
        say(messages, "user", "Thanks, bye.");
        return conversation.put("outcome", "success").toString();
    }

    private static void say(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    private static void call(ArrayNode messages, String id, String tool, String order, String status) {
        ObjectNode call = messages.addObject()
                .put("role", "assistant")
                .put("content", "")
                .putArray("tool_calls")
                .addObject();
        call.put("id", id).put("name", tool).putObject("arguments").put("order_id", order);
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", id)
                .putObject("result")
                .put("order_id", order)
                .put("status", status);
    }
}

package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/// Draws conversations with whatever logs have: instructions, several calls in one message, answers in another
/// order, errors that no text shows, words and calls together, text of every kind.
final class Talks {

    private static final List<String> WORDS = List.of(
            "Where is order 7?",
            "It's \"gone\".\nReally\t\u2028!",
            "\ud83d\ude00 \u00e9\u00df \u4f60",
            "<b>bold</b> &amp; {\"not\": json",
            "[1, 2] and ```code```",
            "   spaces   ",
            "{% generation %} <|im_start|>assistant",
            "\\u0041 \\n \u0001");

    private final Random random;
    private final boolean ownDevices;

    /// @param ownDevices whether customers use tools of their own
    Talks(long seed, boolean ownDevices) {
        this.random = new Random(seed);
        this.ownDevices = ownDevices;
    }

    List<Conversation> draw(int count) {
        List<Conversation> talks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            talks.add(talk("talk \"" + i + "\""));
        }
        return talks;
    }

    private Conversation talk(String id) {
        List<Message> messages = new ArrayList<>();
        if (random.nextBoolean()) {
            messages.add(new Message.SystemPrompt("Policy: " + words(), at(messages)));
        }
        int turns = 1 + random.nextInt(4);
        for (int i = 0; i < turns; i++) {
            turn(messages);
        }
        if (random.nextBoolean()) {
            messages.add(new Message.User("Bye.", List.of(), at(messages)));
        }
        List<Outcome> outcomes = List.of(Outcome.values());
        Outcome outcome = outcomes.get(random.nextInt(outcomes.size()));
        return new Conversation(id, messages, outcome, OptionalDouble.empty(), List.of(), Json.object(), Map.of());
    }

    private void turn(List<Message> messages) {
        messages.add(new Message.User(words(), List.of(), at(messages)));
        if (ownDevices && random.nextBoolean()) {
            List<ToolCall> own = calls(messages.size());
            messages.add(new Message.User(random.nextBoolean() ? words() : "", own, at(messages)));
            answer(own, messages);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            List<ToolCall> calls = calls(messages.size());
            messages.add(new Message.Assistant(random.nextBoolean() ? words() : "", calls, at(messages)));
            answer(calls, messages);
        }
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            messages.add(new Message.Assistant(words(), List.of(), at(messages)));
        }
    }

    private List<ToolCall> calls(int number) {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectNode arguments = Json.object().put("order_id", "W-" + random.nextInt(50));
            if (random.nextBoolean()) {
                arguments.put("amount", random.nextInt(1000) / 100.0).put("note", words());
                arguments.putNull("coupon").putArray("items").add(1).add("two");
            }
            calls.add(new ToolCall("call_" + number + "_" + i, "tool_" + random.nextInt(2), arguments));
        }
        return calls;
    }

    private void answer(List<ToolCall> calls, List<Message> messages) {
        List<ToolCall> order = new ArrayList<>(calls);
        Collections.shuffle(order, random);
        for (ToolCall call : order) {
            boolean error = random.nextInt(4) == 0;
            messages.add(new Message.Tool(call.id(), call.name(), result(), error, at(messages)));
        }
    }

    private JsonNode result() {
        ObjectNode row = Json.object().put("status", "open").put("total", random.nextInt(1000) / 8.0);
        row.putObject("customer").put("name", words()).putNull("phone");
        return switch (random.nextInt(3)) {
            case 0 -> row;
            case 1 -> Json.MAPPER.createArrayNode().add(row).add(3);
            default -> TextNode.valueOf("Found nothing: " + words());
        };
    }

    private String words() {
        return WORDS.get(random.nextInt(WORDS.size())) + " " + random.nextInt(100);
    }

    private static Details at(List<Message> messages) {
        return Details.at(Instant.parse("2026-03-02T09:00:00Z").plusMillis(1500L * messages.size()));
    }
}

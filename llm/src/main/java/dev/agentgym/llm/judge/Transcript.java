package dev.agentgym.llm.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Expectation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;

/// An exhibit as JSON for a judge, in which nobody can speak to it. Immutable.
///
/// What the agent says in a message that addresses the judge is withheld whole; of what others say and tools answer
/// only the addressing words are. Everything else stands in strings of JSON, shortened where it is long.
///
/// @param json what the judge is shown
/// @param pleas what the agent said to the judge
record Transcript(ObjectNode json, List<String> pleas) {

    private static final int LONGEST_TEXT = 3_000;
    private static final int LONGEST_ANSWER = 1_500;
    private static final int MOST_MESSAGES = 120;

    static Transcript of(Exhibit exhibit) {
        ObjectNode json = Json.object();
        List<String> pleas = new ArrayList<>();
        exhibit.expectation().ifPresent(wanted -> json.set("had_to_come_about", wanted(wanted)));
        exhibit.expectedReply().ifPresent(reply -> json.put("expected_reply", shortened(reply, LONGEST_TEXT)));
        List<Message> messages = exhibit.conversation().messages();
        ArrayNode shown = json.putArray("messages");
        int skipped = Math.max(0, messages.size() - MOST_MESSAGES);
        for (int i = 0; i < messages.size(); i++) {
            // The beginning says what the customer came for, the end what became of it.
            if (i < MOST_MESSAGES / 2 || i >= MOST_MESSAGES / 2 + skipped) {
                ObjectNode message = shown(messages.get(i), i >= exhibit.from(), pleas);
                if (i < exhibit.from()) {
                    message.put("given", true);
                }
                shown.add(message);
            }
        }
        if (skipped > 0) {
            json.put("messages_left_out_in_the_middle", skipped);
        }
        return new Transcript(json, List.copyOf(pleas));
    }

    private static ObjectNode wanted(Expectation expectation) {
        ObjectNode json = Json.object();
        json.set("changes", calls(expectation.actions()));
        ArrayNode others = json.putArray("or_instead");
        expectation.alternatives().forEach(each -> others.add(calls(each)));
        json.set("lookups", calls(expectation.lookups()));
        json.set("to_be_told", Json.of(expectation.communications()));
        return json;
    }

    private static ArrayNode calls(List<ToolCall> calls) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        calls.forEach(call -> array.add(call(call)));
        return array;
    }

    private static ObjectNode call(ToolCall call) {
        return Json.object().put("tool", call.name()).put("arguments", quoted(call.arguments()));
    }

    private static ObjectNode shown(Message message, boolean judged, List<String> pleas) {
        return switch (message) {
            case Message.Assistant agent -> agent(agent, judged, pleas);
            case Message.User customer -> speaker("customer", customer.content(), customer.toolCalls());
            case Message.Tool tool ->
                Json.object()
                        .put("who", "tool")
                        .put("tool", tool.name())
                        .put("refused", tool.isError())
                        .put("answers", quoted(tool.result()));
            case Message.SystemPrompt policy -> speaker("policy", policy.content(), List.of());
        };
    }

    private static ObjectNode agent(Message.Assistant agent, boolean judged, List<String> pleas) {
        String text = Plea.in(agent.content())
                .map(plea -> {
                    if (judged) {
                        pleas.add(plea);
                    }
                    return Plea.WITHHELD;
                })
                .orElse(agent.content());
        return speaker("agent", text, agent.toolCalls());
    }

    private static ObjectNode speaker(String who, String text, List<ToolCall> calls) {
        ObjectNode json = Json.object().put("who", who);
        if (!text.isEmpty()) {
            json.put("says", shortened(Plea.without(text), LONGEST_TEXT));
        }
        if (!calls.isEmpty()) {
            json.set("calls", calls(calls));
        }
        return json;
    }

    private static String quoted(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return shortened(Plea.without(text), LONGEST_ANSWER);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest) + " [" + (text.length() - longest) + " more characters]";
    }
}

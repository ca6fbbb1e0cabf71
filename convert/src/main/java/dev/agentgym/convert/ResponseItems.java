package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads rollouts of NeMo Gym, in which words, calls and answers stand one behind the other as in OpenAI's
/// Responses API.
///
/// Calls that follow each other are one message. Words and the calls behind them are one where the ids of the items
/// number them so (`msg_3`, `fc_3_0`), else two.
final class ResponseItems {

    private static final Pattern NUMBERED = Pattern.compile("(?:msg|fc)_(\\d+)(?:_\\d+)?");

    private final ArrayNode messages;
    private String last = "";

    private ResponseItems(ArrayNode messages) {
        this.messages = messages;
    }

    /// A rollout: what the agent was given, and its response.
    ///
    /// @throws Defect when it cannot be read
    static Conversation read(JsonNode row) {
        ChatRecord record = new ChatRecord();
        ResponseItems items = new ResponseItems(record.messages());
        JsonNode given = row.path("responses_create_params").path("input");
        if (given.isTextual()) {
            record.messages().addObject().put("role", "user").set("content", given);
        }
        given.forEach(items::add);
        row.path("response").path("output").forEach(items::add);
        JsonNode own = row.path("conversation_id");
        return record.put(
                        "conversation_id",
                        own.isMissingNode() ? row.path("response").path("id") : own)
                .put("outcome", row.path("outcome"))
                .put("tool_errors", row.path("tool_errors"))
                .put("tools", row.path("responses_create_params").path("tools"))
                .keep("task_id", row.path("task_id"))
                .reward(row.path("reward"))
                .read();
    }

    private void add(JsonNode item) {
        switch (item.path("type").asText("message")) {
            case "function_call" -> call(item);
            case "function_call_output" -> {
                last = "";
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", item.path("call_id").asText(""))
                        .set("content", item.path("output"));
            }
            case "reasoning" -> {
                // What a model thinks is nothing that was said.
            }
            default -> {
                ObjectNode message =
                        messages.addObject().put("role", item.path("role").asText("assistant"));
                message.set("content", item.path("content"));
                last = number(item);
            }
        }
    }

    private void call(JsonNode item) {
        String number = number(item);
        boolean joins = !messages.isEmpty()
                && messages.get(messages.size() - 1).path("role").asText("").equals("assistant")
                && (number.isEmpty() ? messages.get(messages.size() - 1).has("tool_calls") : number.equals(last));
        ObjectNode message = joins
                ? (ObjectNode) messages.get(messages.size() - 1)
                : messages.addObject().put("role", "assistant").put("content", "");
        last = number;
        ObjectNode call = message.withArray("/tool_calls").addObject();
        call.put("id", item.path("call_id").asText(""))
                .put("name", item.path("name").asText(""));
        call.set("arguments", item.path("arguments"));
    }

    private static String number(JsonNode item) {
        Matcher matcher = NUMBERED.matcher(item.path("id").asText(""));
        return matcher.matches() ? matcher.group(1) : "";
    }
}

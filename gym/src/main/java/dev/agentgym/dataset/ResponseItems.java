package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.List;

/// Messages as items of OpenAI's Responses API, in which words, calls and answers stand one behind the other.
///
/// The ids of items number the messages, so that words and calls that were one message can be told from those that
/// were two.
final class ResponseItems {

    private ResponseItems() {}

    /// The items of some messages.
    ///
    /// @param first how many messages stand before them
    static ArrayNode of(List<Line> lines, int first) {
        ArrayNode items = Json.MAPPER.createArrayNode();
        for (int i = 0; i < lines.size(); i++) {
            add(lines.get(i).message(), first + i, items);
        }
        return items;
    }

    private static void add(Message message, int number, ArrayNode items) {
        switch (message) {
            case Message.SystemPrompt prompt ->
                items.addObject().put("role", "system").put("content", prompt.content());
            case Message.User user -> items.addObject().put("role", "user").put("content", user.content());
            case Message.Assistant agent -> {
                if (!agent.content().isEmpty() || agent.toolCalls().isEmpty()) {
                    says(agent.content(), number, items.addObject());
                }
                for (int i = 0; i < agent.toolCalls().size(); i++) {
                    calls(agent.toolCalls().get(i), "fc_" + number + "_" + i, items.addObject());
                }
            }
            case Message.Tool tool ->
                items.addObject()
                        .put("type", "function_call_output")
                        .put("call_id", tool.callId())
                        .put("output", tool.text());
        }
    }

    private static void says(String content, int number, ObjectNode item) {
        item.put("id", "msg_" + number)
                .put("type", "message")
                .put("role", "assistant")
                .put("status", "completed");
        item.putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", content)
                .putArray("annotations");
    }

    private static void calls(ToolCall call, String id, ObjectNode item) {
        item.put("id", id)
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments().toString())
                .put("status", "completed");
    }

    /// Declarations of tools, which this API has flat. They are not strict: induced schemas leave arguments out
    /// that logs do not always have.
    static ArrayNode tools(List<ToolSchema> tools) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (ToolSchema tool : tools) {
            list.addObject()
                    .put("type", "function")
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .put("strict", false)
                    .set("parameters", tool.parameters());
        }
        return list;
    }
}

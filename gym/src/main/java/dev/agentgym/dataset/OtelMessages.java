package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Locale;

/// Messages in the parts of OpenTelemetry's conventions for generative AI.
final class OtelMessages {

    private OtelMessages() {}

    /// Instructions, one part each.
    static ArrayNode instructions(List<Message> prompts) {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        prompts.forEach(prompt -> text(prompt.text(), parts));
        return parts;
    }

    /// What a model was sent, as JSON text.
    static String input(List<Message> messages) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        messages.forEach(message -> message(message, rows.addObject()));
        return rows.toString();
    }

    /// What it answered, as JSON text.
    static String output(List<Message> messages) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Message message : messages) {
            ObjectNode row = rows.addObject();
            message(message, row);
            row.put("finish_reason", message.toolCalls().isEmpty() ? "stop" : "tool_call");
        }
        return rows.toString();
    }

    private static void message(Message message, ObjectNode row) {
        row.put("role", message.role().name().toLowerCase(Locale.ROOT));
        ArrayNode parts = row.putArray("parts");
        if (message instanceof Message.Tool tool) {
            parts.addObject()
                    .put("type", "tool_call_response")
                    .put("id", tool.callId())
                    .set("response", tool.result());
            return;
        }
        if (!message.text().isEmpty() || message.toolCalls().isEmpty()) {
            text(message.text(), parts);
        }
        for (ToolCall call : message.toolCalls()) {
            parts.addObject()
                    .put("type", "tool_call")
                    .put("id", call.id())
                    .put("name", call.name())
                    .set("arguments", call.arguments());
        }
    }

    private static void text(String content, ArrayNode parts) {
        parts.addObject().put("type", "text").put("content", content);
    }
}

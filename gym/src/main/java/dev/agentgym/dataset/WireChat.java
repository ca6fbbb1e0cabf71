package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.Locale;
import java.util.function.BiConsumer;

/// Messages as servers of chat models exchange them: calls and answers with ids, arguments as JSON text.
///
/// @param call writes a call into an empty object
record WireChat(BiConsumer<ToolCall, ObjectNode> call) {

    /// OpenAI's way: a call is a function in an envelope.
    static final WireChat OPENAI = new WireChat((call, row) -> row.put("id", call.id())
            .put("type", "function")
            .putObject("function")
            .put("name", call.name())
            .put("arguments", call.arguments().toString()));

    /// The way of verifiers: a call is flat.
    static final WireChat FLAT = new WireChat((call, row) -> row.put("id", call.id())
            .put("name", call.name())
            .put("arguments", call.arguments().toString()));

    /// One message.
    ObjectNode message(Message message) {
        ObjectNode row = Json.object().put("role", message.role().name().toLowerCase(Locale.ROOT));
        if (message instanceof Message.Tool tool) {
            return row.put("tool_call_id", tool.callId()).put("content", tool.text());
        }
        row.put("content", message.text());
        if (!message.toolCalls().isEmpty()) {
            ArrayNode calls = row.putArray("tool_calls");
            message.toolCalls().forEach(each -> call.accept(each, calls.addObject()));
        }
        return row;
    }
}

package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Messages as chat templates take them: arguments as an object, because templates print them as JSON, and answers
/// that name their tool and no call.
///
/// Without ids, an answer belongs to the earliest open call of its tool. Where that would be another call than in
/// the conversation, calls and answers get their ids.
final class ChatRow {

    private ChatRow() {}

    /// All messages.
    static ArrayNode messages(List<Line> lines) {
        boolean ids = needsIds(lines);
        ArrayNode messages = Json.MAPPER.createArrayNode();
        lines.forEach(line -> messages.add(message(line.message(), ids)));
        return messages;
    }

    /// One message.
    ///
    /// @param ids whether calls and answers have ids
    static ObjectNode message(Message message, boolean ids) {
        ObjectNode row = Json.object().put("role", message.role().name().toLowerCase(Locale.ROOT));
        if (message instanceof Message.Tool tool) {
            if (ids) {
                row.put("tool_call_id", tool.callId());
            }
            return row.put("name", tool.name()).put("content", tool.text());
        }
        row.put("content", message.text());
        if (!message.toolCalls().isEmpty()) {
            ArrayNode calls = row.putArray("tool_calls");
            message.toolCalls().forEach(call -> call(call, ids, calls.addObject()));
        }
        return row;
    }

    private static void call(ToolCall call, boolean ids, ObjectNode row) {
        if (ids) {
            row.put("id", call.id());
        }
        row.put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .set("arguments", call.arguments());
    }

    private static boolean needsIds(List<Line> lines) {
        List<ToolCall> open = new ArrayList<>();
        for (Line line : lines) {
            open.addAll(line.message().toolCalls());
            if (line.message() instanceof Message.Tool tool) {
                boolean first = open.stream()
                        .filter(call -> call.name().equals(tool.name()))
                        .findFirst()
                        .filter(call -> call.id().equals(tool.callId()))
                        .isPresent();
                if (!first) {
                    return true;
                }
                open.removeIf(call -> call.id().equals(tool.callId()));
            }
        }
        return false;
    }
}

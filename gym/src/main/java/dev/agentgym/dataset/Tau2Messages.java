package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Messages as tau2-bench has them. Calls and answers say who asked, so that what customers do on their own devices
/// is there too.
final class Tau2Messages {

    private Tau2Messages() {}

    /// @param system instructions to begin with where there are none
    static ArrayNode of(List<Message> messages, Optional<String> system) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        boolean has = messages.stream().anyMatch(message -> message instanceof Message.SystemPrompt);
        system.filter(text -> !has)
                .ifPresent(text -> rows.addObject().put("role", "system").put("content", text));
        Set<String> users = new HashSet<>();
        for (Message message : messages) {
            ObjectNode row = rows.addObject();
            if (message instanceof Message.User user) {
                user.toolCalls().forEach(call -> users.add(call.id()));
            }
            write(message, users, row);
            row.put("turn_idx", rows.size() - 1);
            message.details().timestamp().ifPresent(time -> row.put("timestamp", time.toString()));
        }
        return rows;
    }

    private static void write(Message message, Set<String> users, ObjectNode row) {
        if (message instanceof Message.Tool tool) {
            row.put("id", tool.callId())
                    .put("role", "tool")
                    .put("content", tool.text())
                    .put("requestor", users.remove(tool.callId()) ? "user" : "assistant")
                    .put("error", tool.isError());
            return;
        }
        row.put("role", message.role().name().toLowerCase(Locale.ROOT)).put("content", message.text());
        if (!message.toolCalls().isEmpty()) {
            ArrayNode calls = row.putArray("tool_calls");
            String requestor = message instanceof Message.User ? "user" : "assistant";
            for (ToolCall call : message.toolCalls()) {
                ObjectNode one = calls.addObject().put("id", call.id()).put("name", call.name());
                one.set("arguments", call.arguments());
                one.put("requestor", requestor);
            }
        }
    }
}

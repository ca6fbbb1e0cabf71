package dev.agentgym.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Conversations that consist of calls, written short.
public final class Logged {

    private Logged() {}

    /// A log written as `tool {arguments} -> result`, an answer that starts with `!` being a refusal.
    public static Conversation log(String id, String... calls) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.User.says("hello from " + id));
        for (int i = 0; i < calls.length; i++) {
            String[] parts = calls[i].split(" -> ", 2);
            String tool = parts[0].substring(0, parts[0].indexOf(' '));
            ObjectNode arguments = (ObjectNode) Json.parse(parts[0].substring(tool.length() + 1));
            boolean refused = parts[1].startsWith("!");
            messages.add(Message.Assistant.calls(List.of(new ToolCall("c" + i, tool, arguments))));
            messages.add(new Message.Tool(
                    "c" + i, tool, Json.parse(refused ? parts[1].substring(1) : parts[1]), refused, Details.NONE));
        }
        return Conversation.of(id, messages, Outcome.SUCCESS);
    }
}

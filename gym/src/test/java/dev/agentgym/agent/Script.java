package dev.agentgym.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Conversations as people write them down, one message a line:
///
/// ```
/// = id outcome
/// customer: I want my money back
/// agent: What is your order number?
/// call: get_order {"order_id": "W-1"}
/// ok: {"order_id": "W-1", "total": 10.5}
/// refused: "Error: no such order"
/// ```
final class Script {

    private final List<Message> messages = new ArrayList<>();
    private ToolCall open = new ToolCall("none", "none", Json.object());

    private Script() {}

    /// The shop whose twelve conversations the tests of this package share.
    static List<Conversation> shop() {
        try (InputStream file = Objects.requireNonNull(Script.class.getResourceAsStream("shop.txt"))) {
            return conversations(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of the tests cannot be read", e);
        }
    }

    /// Several conversations, each under its heading.
    static List<Conversation> conversations(String text) {
        List<Conversation> conversations = new ArrayList<>();
        for (String part : text.split("(?m)^= ", -1)) {
            if (!part.isBlank()) {
                String[] heading = part.substring(0, part.indexOf('\n')).split(" ", -1);
                conversations.add(Conversation.of(
                        heading[0],
                        messages(part.substring(part.indexOf('\n'))),
                        Outcome.of(heading[1]).orElseThrow()));
            }
        }
        return conversations;
    }

    /// The messages of one conversation.
    static List<Message> messages(String text) {
        Script script = new Script();
        text.lines().filter(line -> !line.isBlank()).forEach(script::add);
        return script.messages;
    }

    private void add(String line) {
        String said = line.substring(line.indexOf(": ") + 2);
        switch (line.substring(0, line.indexOf(':'))) {
            case "customer" -> messages.add(Message.User.says(said));
            case "agent" -> messages.add(Message.Assistant.says(said));
            case "system" -> messages.add(new Message.SystemPrompt(said, Details.NONE));
            case "call" -> {
                String[] parts = said.split(" ", 2);
                open = new ToolCall("c" + messages.size(), parts[0], (ObjectNode) Json.parse(parts[1]));
                messages.add(Message.Assistant.calls(List.of(open)));
            }
            case "ok" -> messages.add(answer(said, false));
            case "refused" -> messages.add(answer(said, true));
            default -> throw new IllegalArgumentException("no such line in a script: " + line);
        }
    }

    private Message.Tool answer(String json, boolean refused) {
        return new Message.Tool(open.id(), open.name(), Json.parse(json), refused, Details.NONE);
    }
}

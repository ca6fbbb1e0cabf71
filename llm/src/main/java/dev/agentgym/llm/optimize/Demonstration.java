package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;

/// A conversation that shows how it is done. Immutable.
///
/// @param task the id of the task that it plays, which it must not be shown to
/// @param text the conversation as a model reads it
public record Demonstration(String task, String text) {

    private static final int LONGEST_RESULT = 400;

    /// A conversation without its instructions, long answers of tools cut.
    public static Demonstration of(String task, Conversation conversation) {
        StringBuilder text = new StringBuilder();
        conversation.messages().forEach(message -> tell(message, text));
        return new Demonstration(task, text.toString().strip());
    }

    private static void tell(Message message, StringBuilder text) {
        switch (message) {
            case Message.SystemPrompt prompt -> {
                // Instructions stand in the prompt already.
            }
            case Message.User user ->
                text.append("Customer: ").append(user.content()).append('\n');
            case Message.Assistant assistant -> {
                for (ToolCall call : assistant.toolCalls()) {
                    text.append("Agent calls ")
                            .append(call.name())
                            .append(call.arguments())
                            .append('\n');
                }
                if (!assistant.content().isBlank()) {
                    text.append("Agent: ").append(assistant.content()).append('\n');
                }
            }
            case Message.Tool tool -> {
                String answer = tool.text();
                text.append(tool.isError() ? "Tool refuses: " : "Tool answers: ")
                        .append(answer, 0, Math.min(answer.length(), LONGEST_RESULT))
                        .append(answer.length() > LONGEST_RESULT ? "…\n" : "\n");
            }
        }
    }

    ObjectNode toJson() {
        return Json.object().put("task", task).put("text", text);
    }

    static Demonstration fromJson(JsonNode json) {
        return new Demonstration(json.path("task").asText(), json.path("text").asText());
    }
}

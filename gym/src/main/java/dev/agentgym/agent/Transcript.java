package dev.agentgym.agent;

import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.List;

/// Messages as a model reads an example: a line each, long answers of tools cut, no instructions. Stateless.
public final class Transcript {

    private static final int LONGEST_RESULT = 400;

    private Transcript() {}

    /// The lines of these messages.
    public static String of(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        messages.forEach(message -> tell(message, text));
        return text.toString().strip();
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
}

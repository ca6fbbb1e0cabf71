package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a conversation into the library's messages.
///
/// Chat APIs know calls by the model only, and some want the customer to begin. So what customers do with tools of
/// their own is told in words, and a conversation that the agent opens gets a first line.
final class LibraryMessages {

    private static final String OPENING = "(The customer opens the chat.)";

    private final boolean gemini;
    private final List<ChatMessage> written = new ArrayList<>();
    private final Set<String> callsOfCustomer = new HashSet<>();

    private LibraryMessages(boolean gemini) {
        this.gemini = gemini;
    }

    /// Results stand as text, beside whether they are errors.
    static List<ChatMessage> of(List<Message> messages) {
        return of(messages, false);
    }

    /// Results stand as JSON under `output` or `error`, and the signature of a thought travels with its first call.
    static List<ChatMessage> forGemini(List<Message> messages) {
        return of(messages, true);
    }

    private static List<ChatMessage> of(List<Message> messages, boolean gemini) {
        LibraryMessages all = new LibraryMessages(gemini);
        messages.forEach(all::add);
        return all.written;
    }

    private void add(Message message) {
        switch (message) {
            case Message.SystemPrompt prompt -> addInstruction(prompt);
            case Message.User user -> addCustomer(user);
            case Message.Assistant assistant -> addAgent(assistant);
            case Message.Tool tool -> addAnswer(tool);
        }
    }

    private void addInstruction(Message.SystemPrompt prompt) {
        if (!prompt.content().isBlank()) {
            written.add(SystemMessage.from(prompt.content()));
        }
    }

    private void addCustomer(Message.User user) {
        StringBuilder said = new StringBuilder(user.content());
        for (ToolCall call : user.toolCalls()) {
            callsOfCustomer.add(call.id());
            said.append("\n(The customer uses ")
                    .append(call.name())
                    .append(" with ")
                    .append(call.arguments())
                    .append(".)");
        }
        String text = said.toString().strip();
        written.add(UserMessage.from(text.isEmpty() ? "(The customer says nothing.)" : text));
    }

    private void addAgent(Message.Assistant assistant) {
        if (assistant.content().isBlank() && assistant.toolCalls().isEmpty()) {
            return;
        }
        if (written.stream().allMatch(SystemMessage.class::isInstance)) {
            written.add(UserMessage.from(OPENING));
        }
        AiMessage.Builder message =
                AiMessage.builder().text(assistant.content().isBlank() ? null : assistant.content());
        if (!assistant.toolCalls().isEmpty()) {
            message.toolExecutionRequests(
                    assistant.toolCalls().stream().map(LibraryMessages::call).toList());
            message.attributes(gemini ? signature(assistant.toolCalls().getFirst()) : Map.of());
        }
        written.add(message.build());
    }

    private static ToolExecutionRequest call(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments().toString())
                .build();
    }

    private static Map<String, Object> signature(ToolCall first) {
        JsonNode signature = first.extra().get(GeminiDialect.THOUGHT_SIGNATURE);
        return signature == null ? Map.of() : Map.of(GeminiDialect.SIGNATURE_ATTRIBUTE, signature.asText());
    }

    private void addAnswer(Message.Tool tool) {
        if (callsOfCustomer.remove(tool.callId())) {
            written.add(UserMessage.from("(The customer's " + tool.name() + " answers: " + tool.text() + ")"));
            return;
        }
        String text = gemini
                ? Json.object()
                        .set(tool.isError() ? "error" : "output", tool.result())
                        .toString()
                : tool.text();
        written.add(ToolExecutionResultMessage.builder()
                .id(tool.callId())
                .toolName(tool.name())
                .text(text)
                .isError(tool.isError())
                .build());
    }
}

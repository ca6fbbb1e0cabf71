package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Timestamps;
import dev.agentgym.trace.ToolCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a list of chat messages in any of the dialects that descend from OpenAI's, repairing what can be repaired.
///
/// Content may be text, parts or null; arguments an object, JSON text or a Python dictionary; calls may stand in
/// `tool_calls` or in the older `function_call`; answers may lack an id or a name, or come several in one message.
/// For one conversation and one thread.
final class ChatMessages {

    /// Accounting that benchmarks write into every message; it says nothing about the conversation.
    private static final Set<String> ACCOUNTING = Set.of(
            "turn_idx", "cost", "usage", "raw_data", "errors", "reasoning", "requestor", "generation_time_seconds");

    private static final Set<String> KNOWN =
            Set.of("role", "content", "tool_calls", "function_call", "timestamp", "ts", "tool_messages");

    private static final Set<String> KNOWN_OF_ANSWERS =
            Set.of("name", "tool_call_id", "id", "result", "is_error", "error");

    private final OpenCalls open = new OpenCalls();
    private final List<Message> messages = new ArrayList<>();
    private final List<String> stopTokens = new ArrayList<>();

    /// Reads the messages of one list behind those read before.
    ///
    /// @throws Defect at the first message that cannot be read
    void read(JsonNode list, String path) {
        if (!list.isArray()) {
            throw new Defect(path, list.toString(), "the messages are a list");
        }
        for (int i = 0; i < list.size(); i++) {
            message(list.get(i), path + "/" + i);
        }
    }

    /// What was read so far.
    ///
    /// @throws Defect when it is nothing
    List<Message> messages() {
        if (messages.isEmpty()) {
            throw new Defect("/messages", "", "the conversation has no messages");
        }
        return List.copyOf(messages);
    }

    /// Tokens like `###STOP###` that stood in what the customer said.
    List<String> stopTokens() {
        return List.copyOf(stopTokens);
    }

    private void message(JsonNode message, String path) {
        if (!message.isObject()) {
            throw new Defect(path, message.toString(), "a message is an object");
        }
        if (message.path("tool_messages").isArray()) {
            read(message.get("tool_messages"), path + "/tool_messages");
            return;
        }
        switch (message.path("role").asText("").toLowerCase(Locale.ROOT)) {
            case "system", "developer" ->
                messages.add(new Message.SystemPrompt(content(message), details(message, false)));
            case "user", "human", "customer" -> user(message, path);
            case "assistant", "ai", "agent", "model", "bot" -> assistant(message, path);
            case "tool", "function" -> answer(message, path);
            default ->
                throw new Defect(
                        path + "/role",
                        message.path("role").asText(""),
                        "the role is none of system, developer, user, assistant, tool, function");
        }
    }

    private void user(JsonNode message, String path) {
        String said = content(message);
        List<String> tokens = MessageText.stopTokens(said);
        stopTokens.addAll(tokens);
        String text = MessageText.withoutStopTokens(said);
        List<ToolCall> calls = calls(message, path);
        if (tokens.isEmpty() || !text.isEmpty() || !calls.isEmpty()) {
            messages.add(new Message.User(text, calls, details(message, false)));
        }
    }

    private void assistant(JsonNode message, String path) {
        String text = MessageText.withoutEnvelope(content(message));
        messages.add(new Message.Assistant(text, calls(message, path), details(message, false)));
    }

    private void answer(JsonNode message, String path) {
        String name = message.path("name").asText("");
        String id = message.path("tool_call_id").asText(message.path("id").asText(""));
        ToolCall call = open.answered(id, name)
                .orElseThrow(() -> new Defect(
                        path,
                        id.isEmpty() ? name : id,
                        "the tool's answer belongs to no call that an earlier message made"));
        JsonNode logged = message.has("result") ? message.get("result") : said(message);
        boolean flagged = ToolAnswer.says(message.path("is_error")) || ToolAnswer.says(message.path("error"));
        ToolAnswer answer = ToolAnswer.of(logged, flagged);
        messages.add(new Message.Tool(
                call.id(),
                name.isEmpty() ? call.name() : name,
                answer.result(),
                answer.isError(),
                details(message, true)));
    }

    private static JsonNode said(JsonNode message) {
        JsonNode content = message.path("content");
        return content.isTextual() || (content.isArray() && isParts(content))
                ? TextNode.valueOf(content(message))
                : content.isMissingNode() ? Json.MAPPER.nullNode() : content;
    }

    private static boolean isParts(JsonNode content) {
        return !content.isEmpty() && content.get(0).path("type").isTextual();
    }

    private static String content(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content.isContainerNode() ? content.toString() : content.asText("");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            JsonNode text = part.isTextual() ? part : part.path("text");
            texts.add(
                    text.isTextual()
                            ? text.textValue()
                            : "[" + part.path("type").asText("attachment") + "]");
        }
        return String.join("\n", texts);
    }

    private List<ToolCall> calls(JsonNode message, String path) {
        List<ToolCall> calls = new ArrayList<>();
        JsonNode list = message.path("tool_calls");
        if (list.isTextual()) {
            list = LooseJson.container(list.textValue());
        }
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw new Defect(path + "/tool_calls", list.toString(), "the tool calls are a list");
        }
        for (int i = 0; i < list.size(); i++) {
            calls.add(call(list.get(i), path + "/tool_calls/" + i));
        }
        if (message.path("function_call").isObject()) {
            calls.add(call(message.get("function_call"), path + "/function_call"));
        }
        return calls;
    }

    private ToolCall call(JsonNode call, String path) {
        JsonNode function = call.path("function").isObject() ? call.get("function") : call;
        String name = function.path("name").asText("");
        if (name.isBlank()) {
            throw new Defect(path, call.toString(), "the tool call has no name");
        }
        ObjectNode arguments = LooseJson.arguments(function.path("arguments"), path + "/arguments");
        Map<String, JsonNode> extra = new LinkedHashMap<>();
        call.properties().stream()
                .filter(field ->
                        !Set.of("id", "type", "function", "name", "arguments").contains(field.getKey()))
                .filter(field -> !ACCOUNTING.contains(field.getKey())
                        && !field.getValue().isNull())
                .forEach(field -> extra.put(field.getKey(), field.getValue()));
        return open.made(call.path("id").asText(""), name, arguments, extra);
    }

    private static Details details(JsonNode message, boolean answer) {
        Map<String, JsonNode> extra = new LinkedHashMap<>();
        message.properties().stream()
                .filter(field -> !field.getValue().isNull() && !ACCOUNTING.contains(field.getKey()))
                .filter(field -> !KNOWN.contains(field.getKey()))
                .filter(field -> !answer || !KNOWN_OF_ANSWERS.contains(field.getKey()))
                .forEach(field -> extra.put(field.getKey(), field.getValue()));
        return new Details(timestamp(message), extra);
    }

    private static Optional<Instant> timestamp(JsonNode message) {
        JsonNode logged = message.has("timestamp") ? message.get("timestamp") : message.path("ts");
        try {
            return logged.isNumber()
                    ? Optional.of(Timestamps.ofEpoch(logged.doubleValue()))
                    : logged.isTextual() ? Optional.of(Timestamps.parse(logged.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Moments.read(logged.asText());
        }
    }
}

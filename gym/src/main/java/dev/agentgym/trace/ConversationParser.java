package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one conversation from a token stream and checks it on the way, in one pass.
///
/// A hand-written pass instead of data binding because each violation must be reported with its JSON path and
/// value, unknown fields must survive, and a message's type is known only after its fields. Thread-safe.
final class ConversationParser {

    /// Fields of a message in which null means the same as their absence.
    private static final Set<String> OPTIONAL =
            Set.of("content", "tool_calls", "name", "tool_call_id", "is_error", "timestamp", "ts");

    /// Reads the object that begins at the parser's next token.
    ///
    /// @throws Violation where the record breaks the schema
    /// @throws IOException where it is not JSON
    Conversation parse(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw violation(parser, "a conversation is a JSON object");
        }
        Draft draft = new Draft();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            field(parser, field, draft);
        }
        return draft.build();
    }

    private void field(JsonParser parser, String field, Draft draft) throws IOException {
        switch (field) {
            case "conversation_id" -> draft.id = text(parser);
            case "messages" -> draft.messages = messages(parser);
            case "outcome" -> draft.outcome = outcome(parser);
            case "satisfaction_score" -> draft.satisfaction = score(parser);
            case "tools" -> draft.tools = tools(parser);
            case "metadata" -> draft.metadata = optionalObject(parser);
            default -> draft.extra.put(field, Json.tree(parser));
        }
    }

    private List<Message> messages(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw violation(parser, "messages is a list");
        }
        List<Message> messages = new ArrayList<>();
        MessageDraft.OpenCalls open = new MessageDraft.OpenCalls();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            messages.add(message(parser, messages.size()).build(open));
        }
        return messages;
    }

    private MessageDraft message(JsonParser parser, int position) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw violation(parser, "a message is a JSON object");
        }
        MessageDraft draft = new MessageDraft(position);
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NULL || !OPTIONAL.contains(field)) {
                messageField(parser, field, draft);
            }
        }
        return draft;
    }

    private void messageField(JsonParser parser, String field, MessageDraft draft) throws IOException {
        switch (field) {
            case "role" -> draft.role = role(parser);
            case "content" -> draft.content = text(parser);
            case "tool_calls" -> draft.toolCalls = toolCalls(parser);
            case "name" -> draft.name = text(parser);
            case "tool_call_id" -> draft.callId = text(parser);
            case "result" -> draft.result = Json.tree(parser);
            case "is_error" -> draft.isError = flag(parser);
            case "timestamp", "ts" -> draft.timestamp = timestamp(parser);
            default -> draft.keep(field, Json.tree(parser));
        }
    }

    private static Role role(JsonParser parser) throws IOException {
        return switch (text(parser)) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            case "system" -> Role.SYSTEM;
            default -> throw violation(parser, "role is one of system, user, assistant, tool");
        };
    }

    private List<ToolCall> toolCalls(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw violation(parser, "tool_calls is a list");
        }
        List<ToolCall> calls = new ArrayList<>(1);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            calls.add(toolCall(parser));
        }
        return calls;
    }

    private ToolCall toolCall(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw violation(parser, "a tool call is a JSON object");
        }
        String id = "";
        String name = "";
        @Nullable ObjectNode arguments = null;
        Map<String, JsonNode> extra = Map.of();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "id" -> id = token == JsonToken.VALUE_NULL ? "" : text(parser);
                case "name" -> name = text(parser);
                case "arguments" -> arguments = optionalObject(parser);
                default -> extra = with(extra, field, Json.tree(parser));
            }
        }
        if (name.isBlank()) {
            throw violation(parser, "the tool call has no name");
        }
        return new ToolCall(id, name, arguments == null ? Json.object() : arguments, extra);
    }

    private static Map<String, JsonNode> with(Map<String, JsonNode> extra, String field, JsonNode value) {
        Map<String, JsonNode> grown = new LinkedHashMap<>(extra);
        grown.put(field, value);
        return grown;
    }

    private static Outcome outcome(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Outcome.UNKNOWN;
        }
        return Outcome.of(text(parser))
                .orElseThrow(() -> violation(parser, "outcome is one of " + Outcome.labels() + ", or null"));
    }

    private static OptionalDouble score(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return OptionalDouble.empty();
        }
        if (!parser.currentToken().isNumeric() || !Double.isFinite(parser.getDoubleValue())) {
            throw violation(parser, "satisfaction_score is a number or null");
        }
        return OptionalDouble.of(parser.getDoubleValue());
    }

    private List<ToolSchema> tools(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw violation(parser, "tools is a list of tool declarations");
        }
        List<ToolSchema> tools = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode declaration = Json.tree(parser);
            try {
                tools.add(ToolSchema.of(declaration));
            } catch (TraceException e) {
                throw new Violation("/tools/" + tools.size(), Json.excerpt(declaration), "the declaration has no name");
            }
        }
        return tools;
    }

    private @Nullable ObjectNode optionalObject(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw violation(
                    parser, parser.currentName() + " is a JSON object; run `agent-gym convert` to repair others");
        }
        return (ObjectNode) Json.tree(parser);
    }

    private static Instant timestamp(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return Timestamps.ofEpoch(parser.getDoubleValue());
        }
        try {
            return Timestamps.parse(text(parser));
        } catch (DateTimeException e) {
            throw violation(parser, "a timestamp is ISO 8601 text or seconds since 1970");
        }
    }

    private static boolean flag(JsonParser parser) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw violation(parser, parser.currentName() + " is true or false");
        }
        return parser.getBooleanValue();
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw violation(parser, parser.currentName() + " is text");
        }
        return parser.getText();
    }

    /// Says where the parser stands and what it found there.
    private static Violation violation(JsonParser parser, String reason) {
        String path = parser.getParsingContext().pathAsPointer().toString();
        String value;
        try {
            value = parser.currentToken() == null || parser.currentToken().isStructStart()
                    ? String.valueOf(parser.currentToken())
                    : Json.shorten(String.valueOf(parser.getText()));
        } catch (IOException e) {
            value = "unreadable: " + e.getMessage();
        }
        return new Violation(path, value, reason);
    }

    /// The conversation while its fields arrive.
    private static final class Draft {

        @Nullable
        String id;

        @Nullable
        List<Message> messages;

        Outcome outcome = Outcome.UNKNOWN;
        OptionalDouble satisfaction = OptionalDouble.empty();
        List<ToolSchema> tools = List.of();

        @Nullable
        ObjectNode metadata;

        final Map<String, JsonNode> extra = new LinkedHashMap<>();

        Conversation build() {
            String known = id;
            if (known == null || known.isBlank()) {
                throw new Violation("/conversation_id", String.valueOf(known), "conversation_id is missing or blank");
            }
            List<Message> said = messages;
            if (said == null || said.isEmpty()) {
                throw new Violation("/messages", "", "the conversation has no messages");
            }
            ObjectNode about = metadata == null ? Json.object() : metadata;
            return new Conversation(known, said, outcome, satisfaction, tools, about, extra);
        }
    }
}

package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a conversation in the schema: known fields in one fixed order, unknown ones behind them.
final class ConversationFormat {

    private ConversationFormat() {}

    static void write(Conversation conversation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("conversation_id", conversation.id());
        json.writeArrayFieldStart("messages");
        for (Message message : conversation.messages()) {
            write(message, json);
        }
        json.writeEndArray();
        json.writeStringField("outcome", conversation.outcome().label());
        if (conversation.satisfaction().isPresent()) {
            json.writeNumberField(
                    "satisfaction_score", conversation.satisfaction().getAsDouble());
        } else {
            json.writeNullField("satisfaction_score");
        }
        writeTools(conversation.tools(), json);
        if (!conversation.metadata().isEmpty()) {
            json.writeFieldName("metadata");
            json.writeTree(conversation.metadata());
        }
        fields(conversation.extra(), json);
        json.writeEndObject();
    }

    /// The conversation as a tree.
    static ObjectNode tree(Conversation conversation) {
        try (TokenBuffer buffer = new TokenBuffer(Json.MAPPER, false)) {
            write(conversation, buffer);
            return buffer.asParserOnFirstToken().readValueAsTree();
        } catch (IOException e) {
            throw new TraceException("cannot write conversation " + conversation.id() + ": " + e.getMessage(), e);
        }
    }

    private static void writeTools(List<ToolSchema> tools, JsonGenerator json) throws IOException {
        if (tools.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tools");
        for (ToolSchema tool : tools) {
            json.writeTree(tool.toOpenAi());
        }
        json.writeEndArray();
    }

    private static void write(Message message, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
        if (message.details().timestamp().isPresent()) {
            json.writeStringField(
                    "timestamp", message.details().timestamp().get().toString());
        }
        switch (message) {
            case Message.SystemPrompt system -> json.writeStringField("content", system.content());
            case Message.User user -> writeSpeech(user.content(), user.toolCalls(), json);
            case Message.Assistant assistant -> writeSpeech(assistant.content(), assistant.toolCalls(), json);
            case Message.Tool tool -> writeAnswer(tool, json);
        }
        fields(message.details().extra(), json);
        json.writeEndObject();
    }

    private static void writeSpeech(String content, List<ToolCall> calls, JsonGenerator json) throws IOException {
        json.writeStringField("content", content);
        if (calls.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("name", call.name());
            json.writeFieldName("arguments");
            json.writeTree(call.arguments());
            fields(call.extra(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAnswer(Message.Tool tool, JsonGenerator json) throws IOException {
        json.writeStringField("tool_call_id", tool.callId());
        json.writeStringField("name", tool.name());
        json.writeFieldName("result");
        json.writeTree(tool.result());
        if (tool.isError()) {
            json.writeBooleanField("is_error", true);
        }
    }

    private static void fields(Map<String, JsonNode> extra, JsonGenerator json) throws IOException {
        for (Map.Entry<String, JsonNode> field : extra.entrySet()) {
            json.writeFieldName(field.getKey());
            json.writeTree(field.getValue());
        }
    }
}

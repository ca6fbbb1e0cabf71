package dev.agentgym.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody writes who reads the schema with Jackson and nothing else: no checks, unknown fields skipped.
@JsonIgnoreProperties(ignoreUnknown = true)
record PlainConversation(
        @JsonProperty("conversation_id") String id,
        List<PlainMessage> messages,
        @Nullable String outcome,
        @JsonProperty("satisfaction_score") @Nullable Double satisfaction,
        @Nullable JsonNode tools,
        @Nullable JsonNode metadata) {

    /// A message of any role.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PlainMessage(
            String role,
            @Nullable String content,
            @JsonProperty("tool_calls") @Nullable List<PlainCall> calls,
            @Nullable String name,
            @JsonProperty("tool_call_id") @Nullable String callId,
            @Nullable JsonNode result,
            @JsonProperty("is_error") boolean isError,
            @Nullable String timestamp) {}

    /// A call.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PlainCall(
            @Nullable String id, String name, @Nullable JsonNode arguments) {}
}

package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.deploy.RealAnswer;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Optional;

/// Turns what an MCP tool answers into what the logs have: its structured content where there is one, else its
/// texts, each as JSON where it is an object or a list. Stateless.
final class McpAnswer {

    private McpAnswer() {}

    static RealAnswer of(McpSchema.CallToolResult answer) {
        boolean isError = Boolean.TRUE.equals(answer.isError());
        JsonNode result = Optional.ofNullable(answer.structuredContent())
                .map(Json::of)
                .orElseGet(() -> content(Optional.ofNullable(answer.content()).orElse(List.of())));
        return new RealAnswer.Given(result, isError);
    }

    private static JsonNode content(List<McpSchema.Content> parts) {
        if (parts.isEmpty()) {
            return NullNode.getInstance();
        }
        if (parts.size() == 1) {
            return part(parts.getFirst());
        }
        ArrayNode all = Json.MAPPER.createArrayNode();
        parts.forEach(part -> all.add(part(part)));
        return all;
    }

    private static JsonNode part(McpSchema.Content part) {
        return part instanceof McpSchema.TextContent text ? text(text.text()) : Json.of(part);
    }

    /// The object or list that a text spells out, or the text.
    static JsonNode text(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return Json.parse(trimmed);
            } catch (TraceException _) {
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(text);
    }
}

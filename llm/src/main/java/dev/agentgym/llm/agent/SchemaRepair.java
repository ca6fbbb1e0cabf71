package dev.agentgym.llm.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.trace.TraceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes a model's arguments for what they were meant to be, where the declared type leaves no doubt: a number,
/// truth value, list or object that was written as text, a number where text is wanted, a single value where a list
/// is. What fits stays; what is not declared stays. Immutable.
final class SchemaRepair {

    private final Map<String, ToolSchema> tools;

    SchemaRepair(List<ToolSchema> tools) {
        this.tools = tools.stream().collect(Collectors.toMap(ToolSchema::name, tool -> tool, (one, other) -> one));
    }

    ToolCall repaired(ToolCall call) {
        ToolSchema tool = tools.get(call.name());
        if (tool == null) {
            return call;
        }
        JsonNode properties = tool.parameters().path("properties");
        ObjectNode arguments = call.arguments().deepCopy();
        call.arguments()
                .properties()
                .forEach(field -> meant(field.getValue(), properties.path(field.getKey()))
                        .ifPresent(value -> arguments.set(field.getKey(), value)));
        return new ToolCall(call.id(), call.name(), arguments, call.extra());
    }

    private static Optional<JsonNode> meant(JsonNode value, JsonNode schema) {
        String type = schema.path("type").asText("");
        if (type.isEmpty() || fits(value, type)) {
            return Optional.empty();
        }
        if (type.equals("string")) {
            return value.isNumber() || value.isBoolean() ? Optional.of(Json.of(value.asText())) : Optional.empty();
        }
        if (value.isTextual()) {
            Optional<JsonNode> read = read(value.textValue().strip()).filter(meant -> fits(meant, type));
            if (read.isPresent()) {
                return read;
            }
        }
        boolean element =
                type.equals("array") && fits(value, schema.at("/items/type").asText("array"));
        return element ? Optional.of(Json.MAPPER.createArrayNode().add(value)) : Optional.empty();
    }

    private static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(Json.parse(text));
        } catch (TraceException e) {
            // Plain words: nothing else was meant.
            return Optional.empty();
        }
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }
}

package dev.agentgym.llm.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
/// is, one of the choices in other capitals; inside of lists and objects as well. What fits stays; what is not
/// declared stays. Immutable.
///
/// This is what a model meant to send by the declaration that it was shown, before any tool, mocked or real, gets
/// the call; what a mocked tool takes of any agent, by what the logs show it to take, is `ArgumentRepair` in
/// `dev.agentgym.tool`.
final class SchemaRepair {

    private static final int DEEPEST = 20;

    private final Map<String, ToolSchema> tools;

    SchemaRepair(List<ToolSchema> tools) {
        this.tools = tools.stream().collect(Collectors.toMap(ToolSchema::name, tool -> tool, (one, other) -> one));
    }

    ToolCall repaired(ToolCall call) {
        ToolSchema tool = tools.get(call.name());
        if (tool == null) {
            return call;
        }
        return new ToolCall(
                call.id(), call.name(), (ObjectNode) meant(call.arguments(), tool.parameters(), DEEPEST), call.extra());
    }

    /// The value as it was meant, with all that is in it; the value itself where there is doubt.
    private static JsonNode meant(JsonNode value, JsonNode schema, int depth) {
        JsonNode whole = whole(value, schema);
        if (depth == 0) {
            return whole;
        }
        return switch (whole) {
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                object.properties()
                        .forEach(field -> copy.set(
                                field.getKey(),
                                meant(
                                        field.getValue(),
                                        schema.path("properties").path(field.getKey()),
                                        depth - 1)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                list.forEach(element -> copy.add(meant(element, schema.path("items"), depth - 1)));
                yield copy;
            }
            default -> whole;
        };
    }

    private static JsonNode whole(JsonNode value, JsonNode schema) {
        List<String> types = types(schema);
        if (types.isEmpty() || types.stream().anyMatch(type -> fits(value, type))) {
            return spelled(value, schema);
        }
        return types.stream()
                .map(type -> as(value, type, schema))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(value);
    }

    /// One type, or several of which any will do.
    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isTextual()
                ? List.of(type.textValue())
                : type.valueStream().map(JsonNode::asText).toList();
    }

    /// One of the declared choices, where the value differs from exactly one of them by capitals or blanks only.
    private static JsonNode spelled(JsonNode value, JsonNode schema) {
        if (!value.isTextual() || schema.path("enum").valueStream().anyMatch(value::equals)) {
            return value;
        }
        List<JsonNode> near = schema.path("enum")
                .valueStream()
                .filter(choice -> choice.isTextual()
                        && choice.textValue()
                                .strip()
                                .equalsIgnoreCase(value.textValue().strip()))
                .toList();
        return near.size() == 1 ? near.getFirst() : value;
    }

    private static Optional<JsonNode> as(JsonNode value, String type, JsonNode schema) {
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
            case "null" -> value.isNull();
            default -> true;
        };
    }
}

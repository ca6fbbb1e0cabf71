package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.PythonLiteral;
import dev.agentgym.trace.TraceException;
import java.util.Optional;

/// Reads JSON values that logs keep as text: as JSON, else as Python prints them, else as the text that they are.
final class LooseJson {

    private LooseJson() {}

    /// The arguments of a call, whatever form they have.
    ///
    /// Values keep their types: a number that was written as text stays text, and an argument that is null stays
    /// null, because what a tool is sent is what the log says.
    ///
    /// @throws Defect when they are no object in any form
    static ObjectNode arguments(JsonNode logged, String path) {
        return switch (logged) {
            case ObjectNode object -> object;
            case TextNode text -> argumentsIn(text.textValue(), path);
            default -> {
                if (logged.isNull() || logged.isMissingNode()) {
                    yield Json.object();
                }
                throw new Defect(path, logged.toString(), "the arguments of a call are an object");
            }
        };
    }

    private static ObjectNode argumentsIn(String text, String path) {
        if (text.isBlank() || text.strip().equals("null") || text.strip().equals("None")) {
            return Json.object();
        }
        JsonNode value = json(text).or(() -> PythonLiteral.parse(text)).orElse(TextNode.valueOf(text));
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (value.isTextual() && !value.textValue().equals(text)) {
            return argumentsIn(value.textValue(), path);
        }
        throw new Defect(path, text, "the arguments are neither a JSON object nor a Python dictionary");
    }

    /// A list or an object that a text holds, else the text itself: `121.20` in a chat stays the text that the tool
    /// said.
    static JsonNode container(String text) {
        String inner = text.strip();
        boolean container =
                (inner.startsWith("{") && inner.endsWith("}")) || (inner.startsWith("[") && inner.endsWith("]"));
        if (!container) {
            return TextNode.valueOf(text);
        }
        return json(inner).or(() -> PythonLiteral.parse(inner)).orElse(TextNode.valueOf(text));
    }

    /// Any JSON value that a column holds, else the text itself.
    static JsonNode value(String text) {
        return json(text.strip()).orElseGet(() -> container(text));
    }

    private static Optional<JsonNode> json(String text) {
        try {
            JsonNode value = Json.parse(text);
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (TraceException e) {
            return Optional.empty();
        }
    }
}

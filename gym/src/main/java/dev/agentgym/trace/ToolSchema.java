package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool's declaration as a trace brings it or as it was learned from calls.
///
/// @param name the name that calls use
/// @param description what the tool does, empty when nobody said
/// @param parameters JSON Schema of the arguments object
public record ToolSchema(String name, String description, ObjectNode parameters) {

    /// The declaration in the shape that OpenAI-compatible servers and trainers read.
    public ObjectNode toOpenAi() {
        ObjectNode declaration = Json.object();
        declaration.put("type", "function");
        declaration
                .putObject("function")
                .put("name", name)
                .put("description", description)
                .set("parameters", parameters);
        return declaration;
    }

    /// Reads a declaration in OpenAI's shape, with or without the `{"type": "function", "function": ...}` around
    /// it.
    ///
    /// @throws TraceException when the name is missing
    public static ToolSchema of(JsonNode declaration) {
        JsonNode function = declaration.has("function") ? declaration.get("function") : declaration;
        String name = function.path("name").asText("");
        if (name.isBlank()) {
            throw new TraceException("a tool declaration has no name: " + Json.excerpt(declaration));
        }
        JsonNode parameters = function.path("parameters");
        return new ToolSchema(
                name,
                function.path("description").asText(""),
                parameters instanceof ObjectNode object ? object : Json.object());
    }
}

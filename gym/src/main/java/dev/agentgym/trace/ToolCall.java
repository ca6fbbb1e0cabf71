package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One call of a tool.
///
/// The arguments are a JSON object that must not be changed once it is here: records of this package are shared
/// freely between threads.
///
/// @param id identifies the call among those of its conversation that are not answered yet
/// @param name the tool's name, never blank
/// @param arguments the arguments by name; empty for a call without any
/// @param extra fields that the schema does not know, kept in order
public record ToolCall(String id, String name, ObjectNode arguments, Map<String, JsonNode> extra) {

    /// Copies the unknown fields, keeping their order.
    public ToolCall {
        extra = extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /// A call without unknown fields.
    public ToolCall(String id, String name, ObjectNode arguments) {
        this(id, name, arguments, Map.of());
    }
}

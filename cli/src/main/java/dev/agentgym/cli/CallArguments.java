package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;

/// The arguments of a call, as people and filters write them.
final class CallArguments {

    private static final String ARGUMENTS_ARE = "arguments are";

    private CallArguments() {}

    /// The `arguments` of a line of a filter; none where it has none.
    static ObjectNode of(ObjectNode call) {
        JsonNode given = call.path("arguments");
        return given.isMissingNode() ? Json.object() : object(ARGUMENTS_ARE, given);
    }

    static ObjectNode parse(String arguments) {
        try {
            return object(ARGUMENTS_ARE, Json.parse(arguments));
        } catch (TraceException e) {
            throw new UsageException(ARGUMENTS_ARE + " a JSON object: " + e.getMessage());
        }
    }

    static ObjectNode object(String what, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new UsageException(what + " a JSON object, not " + Json.excerpt(value));
    }
}

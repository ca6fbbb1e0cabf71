package dev.agentgym.connect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One HTTP operation as a tool. Immutable.
///
/// @param name what the agent calls it
/// @param description what it does
/// @param method `GET` and such
/// @param path with `{name}` for parameters
/// @param server what stands before the path
/// @param arguments its parameters
/// @param body what it takes beside them
/// @param security schemes of which one list has to be satisfied whole; empty where no key is asked for
record Operation(
        String name,
        String description,
        String method,
        String path,
        URI server,
        List<HttpArgument> arguments,
        Optional<HttpBody> body,
        List<List<Security>> security) {

    /// What the agent is told.
    ToolSchema declaration() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.MAPPER.createArrayNode();
        for (HttpArgument argument : arguments) {
            properties.set(argument.name(), argument.schema());
            if (argument.required()) {
                required.add(argument.name());
            }
        }
        body.ifPresent(taken -> describe(taken, properties, required));
        schema.set("required", required);
        return new ToolSchema(name, description, schema);
    }

    private static void describe(HttpBody body, ObjectNode properties, ArrayNode required) {
        if (!body.whole().isEmpty()) {
            properties.set(body.whole(), body.schema());
            if (body.required()) {
                required.add(body.whole());
            }
            return;
        }
        body.schema()
                .path("properties")
                .properties()
                .forEach(field -> properties.set(field.getKey(), field.getValue()));
        if (body.required()) {
            body.schema().path("required").forEach(required::add);
        }
    }
}

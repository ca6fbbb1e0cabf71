package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;

/// What an HTTP operation takes beside its parameters. Immutable.
///
/// @param form whether it is written as a form, else as JSON
/// @param fields names of the arguments that are fields of the body; empty where one argument is the whole body
/// @param whole name of the argument that is the whole body; empty where its fields are arguments of their own
/// @param required whether every call needs one
/// @param schema its JSON Schema
record HttpBody(boolean form, List<String> fields, String whole, boolean required, ObjectNode schema) {

    String type() {
        return form ? "application/x-www-form-urlencoded" : "application/json";
    }

    /// The body of a call; a missing node where it has none.
    JsonNode of(ObjectNode arguments) {
        if (!whole.isEmpty()) {
            return arguments.path(whole);
        }
        ObjectNode body = Json.object();
        fields.stream().filter(arguments::has).forEach(field -> body.set(field, arguments.get(field)));
        return body.isEmpty() && !required ? MissingNode.getInstance() : body;
    }

    String written(JsonNode body) {
        if (!form) {
            return body.toString();
        }
        List<String> parts = new ArrayList<>();
        body.properties().forEach(field -> {
            String value = field.getValue().isTextual()
                    ? field.getValue().textValue()
                    : field.getValue().toString();
            parts.add(HttpArgument.encoded(field.getKey()) + "=" + HttpArgument.encoded(value));
        });
        return String.join("&", parts);
    }
}

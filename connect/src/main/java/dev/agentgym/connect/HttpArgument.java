package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.ToolRefusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// One parameter of an HTTP operation, as OpenAPI writes it. Immutable.
///
/// @param name what the agent calls it
/// @param wireName what the server calls it
/// @param in where it is written
/// @param required whether every call needs it
/// @param explode whether each element of a list, each field of an object, is written for itself
/// @param deep whether the fields of an object are written as `name[field]`
/// @param schema its JSON Schema
record HttpArgument(
        String name, String wireName, Place in, boolean required, boolean explode, boolean deep, ObjectNode schema) {

    /// Where a parameter is written.
    enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    HttpArgument named(String other) {
        return new HttpArgument(other, wireName, in, required, explode, deep, schema);
    }

    /// The value as one segment of a path. What would lead elsewhere is refused: `.` and `..` are no values.
    String inPath(JsonNode value) {
        String text = joined(value);
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new ToolRefusal("Error: the argument " + name + " cannot be \"" + text + "\"");
        }
        return encoded(text);
    }

    /// The value as parts of a query, `name=value` each.
    List<String> inQuery(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject() && (deep || explode)) {
            value.properties()
                    .forEach(field -> parts.add(encoded(deep ? wireName + "[" + field.getKey() + "]" : field.getKey())
                            + "=" + encoded(text(field.getValue()))));
        } else if (value.isArray() && explode) {
            value.forEach(element -> parts.add(encoded(wireName) + "=" + encoded(text(element))));
        } else {
            parts.add(encoded(wireName) + "=" + encoded(joined(value)));
        }
        return parts;
    }

    /// The value as a header or a cookie has it.
    String inHeader(JsonNode value) {
        String text = joined(value);
        if (text.chars().anyMatch(character -> character < ' ' || character == 127)) {
            throw new ToolRefusal("Error: the argument " + name + " holds a line break or another control character");
        }
        return text;
    }

    private static String joined(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(HttpArgument::text)
                    .collect(Collectors.joining(","));
        }
        return value.isObject()
                ? value.properties().stream()
                        .map(field -> field.getKey() + "," + text(field.getValue()))
                        .collect(Collectors.joining(","))
                : text(value);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.isNull() ? "" : value.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

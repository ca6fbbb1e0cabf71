package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/// Places in JSON values: a path names fields and writes `[]` for any element of a list, such as `items[].id`; the
/// root's path is the empty text. Stateless.
public final class JsonPaths {

    /// What stands for any element of a list.
    public static final String ELEMENT = "[]";

    private JsonPaths() {}

    /// Hands over each number, text, truth value, null and empty container with its path, in document order.
    public static void leaves(JsonNode value, BiConsumer<String, JsonNode> visitor) {
        leaves("", value, visitor);
    }

    private static void leaves(String path, JsonNode value, BiConsumer<String, JsonNode> visitor) {
        if (value.isEmpty()) {
            visitor.accept(path, value);
        } else if (value.isArray()) {
            value.forEach(element -> leaves(path + ELEMENT, element, visitor));
        } else {
            value.properties().forEach(field -> leaves(below(path, field.getKey()), field.getValue(), visitor));
        }
    }

    /// The path of a field of the object at a path.
    public static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}

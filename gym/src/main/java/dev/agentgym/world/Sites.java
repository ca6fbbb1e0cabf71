package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Walks an answer and reports every object in it with the place where it stands: `subscription`, `items[]`,
/// `payment_methods{}`; the root's place is the empty text.
final class Sites {

    /// An answer of megabytes is kept whole, but no rule is looked for beyond so many of its objects.
    static final int MOST_OBJECTS = 5_000;

    private final Visitor visitor;
    private int left = MOST_OBJECTS;

    private Sites(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Gets the objects of an answer, outer ones first.
    @FunctionalInterface
    interface Visitor {
        void object(String path, ObjectNode object);
    }

    static void walk(JsonNode answer, Visitor visitor) {
        new Sites(visitor).walk("", answer);
    }

    private void walk(String path, JsonNode value) {
        if (left <= 0) {
            return;
        }
        if (value instanceof ObjectNode object) {
            left--;
            boolean dictionary = isDictionary(object);
            if (!dictionary) {
                visitor.object(path, object);
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isContainerNode()) {
                    walk(below(path, dictionary, field.getKey()), field.getValue());
                }
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                if (element.isContainerNode()) {
                    walk(path + "[]", element);
                }
            }
        }
    }

    /// The place of a field of the object at a place.
    static String below(String path, boolean dictionary, String field) {
        if (dictionary) {
            return path + "{}";
        }
        return path.isEmpty() ? field : path + "." + field;
    }

    /// An object whose field names are data: every value is an object, and the names are identifiers, or stand
    /// again inside the values.
    static boolean isDictionary(ObjectNode object) {
        if (object.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!(field.getValue() instanceof ObjectNode value) || !names(field.getKey(), value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean names(String name, ObjectNode value) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isDigit(name.charAt(i))) {
                return true;
            }
        }
        for (JsonNode inner : value) {
            if (inner.isValueNode() && inner.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/// When two JSON values are the same, and which comes first.
public final class Values {

    /// How the name of a field begins that holds the row that an object refers to.
    private static final String ROW = "@";

    private Values() {}

    /// Equal as tool answers: numbers by value (`1` is `1.0`), objects whatever the order of their fields.
    public static boolean equal(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return Numbers.same(a, b);
        }
        return a.size() == b.size() && same(a, b, Values::equal);
    }

    /// Equal but for the rows that objects of the value refer to (see [Scope]) and for what binary fractions leave
    /// behind (`30.299999999999997` for 30.3).
    static boolean matches(JsonNode value, JsonNode target) {
        if (value.isNumber() && target.isNumber()) {
            return Numbers.close(value, target);
        }
        return same(value, target, Values::matches) && onlyRowsMore(value, target);
    }

    private static boolean same(JsonNode a, JsonNode b, BiPredicate<JsonNode, JsonNode> inside) {
        return switch (b) {
            case ObjectNode object -> a.isObject() && fields(a, object, inside);
            case ArrayNode list -> a.isArray() && elements(a, list, inside);
            default -> a.equals(b);
        };
    }

    private static boolean fields(JsonNode a, ObjectNode b, BiPredicate<JsonNode, JsonNode> inside) {
        for (Map.Entry<String, JsonNode> field : b.properties()) {
            JsonNode other = a.path(field.getKey());
            if (other.isMissingNode() || !inside.test(other, field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean elements(JsonNode a, ArrayNode b, BiPredicate<JsonNode, JsonNode> inside) {
        for (int i = 0; a.size() == b.size() && i < b.size(); i++) {
            if (!inside.test(a.get(i), b.get(i))) {
                return false;
            }
        }
        return a.size() == b.size();
    }

    private static boolean onlyRowsMore(JsonNode value, JsonNode target) {
        if (value.size() == target.size() || !value.isObject()) {
            return true;
        }
        return value.properties().stream()
                .allMatch(field -> field.getKey().startsWith(ROW) || target.has(field.getKey()));
    }

    /// The value without the rows that its objects refer to; itself if there are none.
    static JsonNode withoutRows(JsonNode value) {
        return hasRows(value, 0) ? stripped(value) : value;
    }

    private static boolean hasRows(JsonNode value, int depth) {
        if (!value.isContainerNode() || depth > Json.MAX_DEPTH) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().startsWith(ROW)) {
                return true;
            }
        }
        for (JsonNode child : value) {
            if (hasRows(child, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode stripped(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode plain = Json.object();
                object.properties().stream()
                        .filter(field -> !field.getKey().startsWith(ROW))
                        .forEach(field -> plain.set(field.getKey(), withoutRows(field.getValue())));
                yield plain;
            }
            case ArrayNode list -> {
                ArrayNode plain = Json.MAPPER.createArrayNode();
                list.forEach(element -> plain.add(withoutRows(element)));
                yield plain;
            }
            default -> value;
        };
    }

    /// Negative where `a` comes before `b`: numbers by value, texts by code points. Empty where they cannot be
    /// compared.
    public static Optional<Integer> order(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return Optional.of(Numbers.decimal(a).compareTo(Numbers.decimal(b)));
        }
        return a.isTextual() && b.isTextual() ? Optional.of(a.textValue().compareTo(b.textValue())) : Optional.empty();
    }
}

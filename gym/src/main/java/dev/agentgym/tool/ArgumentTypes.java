package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which types of values some JSON Schemas take at one place, where any of them may say yes. Immutable.
///
/// @param schemas what is known of the place; none where nothing is known
record ArgumentTypes(List<JsonNode> schemas) {

    /// A reference may lead to itself.
    private static final int DEEPEST_ALTERNATIVE = 8;

    ArgumentTypes {
        schemas = List.copyOf(schemas);
    }

    /// The types that are named; empty where a schema leaves the type open, and all are taken.
    Set<ValueType> named() {
        EnumSet<ValueType> types = EnumSet.noneOf(ValueType.class);
        for (JsonNode schema : schemas) {
            EnumSet<ValueType> some = EnumSet.noneOf(ValueType.class);
            if (!collect(schema, some, 0)) {
                return Set.of();
            }
            types.addAll(some);
        }
        if (types.contains(ValueType.NUMBER)) {
            types.add(ValueType.INTEGER);
        }
        return types;
    }

    /// Whether calls that were taken had numbers in quotes here, which meant the numbers.
    boolean haveNumbersInQuotes() {
        return schemas.stream().anyMatch(ArgumentTypes::hasNumbersInQuotes);
    }

    /// Whether calls had numbers in quotes where this schema holds.
    static boolean hasNumbersInQuotes(JsonNode schema) {
        return schema.path("x-number-in-quotes").asBoolean();
    }

    /// Whether the schema says something of the type.
    private static boolean collect(JsonNode schema, Set<ValueType> types, int depth) {
        if (depth > DEEPEST_ALTERNATIVE) {
            return false;
        }
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return add(type, types);
        }
        if (type.isArray() && !type.isEmpty()) {
            boolean known = true;
            for (JsonNode each : type) {
                known &= isNumberInQuotes(schema, each) || add(each, types);
            }
            return known;
        }
        for (String values : List.of("enum", "anyOf", "oneOf")) {
            if (schema.path(values).isArray()) {
                return collectAll(schema.path(values), values.equals("enum"), types, depth);
            }
        }
        return false;
    }

    /// A text that is a number is a way of writing it, and is taken for the number.
    private static boolean isNumberInQuotes(JsonNode schema, JsonNode type) {
        return hasNumbersInQuotes(schema) && type.asText().equals("string");
    }

    private static boolean collectAll(JsonNode alternatives, boolean values, Set<ValueType> types, int depth) {
        boolean known = !alternatives.isEmpty();
        for (JsonNode each : alternatives) {
            if (values) {
                types.add(ValueType.of(each));
            } else {
                known &= collect(each, types, depth + 1);
            }
        }
        return known;
    }

    private static boolean add(JsonNode name, Set<ValueType> types) {
        for (ValueType type : ValueType.values()) {
            if (type.isNamed(name)) {
                return types.add(type) || types.contains(type);
            }
        }
        return false;
    }

    /// What is known of a field of the object here.
    ArgumentTypes field(String name) {
        List<JsonNode> below = new ArrayList<>();
        for (JsonNode schema : schemas) {
            JsonNode property = schema.path("properties").path(name);
            JsonNode any = schema.path("additionalProperties");
            if (property.isObject()) {
                below.add(property);
            } else if (any.isObject()) {
                below.add(any);
            }
        }
        return new ArgumentTypes(below);
    }

    /// What is known of the elements of the list here.
    ArgumentTypes element() {
        return new ArgumentTypes(schemas.stream()
                .map(schema -> schema.path("items"))
                .filter(JsonNode::isObject)
                .toList());
    }
}

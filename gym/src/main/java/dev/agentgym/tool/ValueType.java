package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// The types of JSON Schema, `integer` told from `number`.
enum ValueType {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    NULL;

    static ValueType of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> OBJECT;
            case ARRAY -> ARRAY;
            case STRING, BINARY -> STRING;
            case NUMBER -> isWhole(value) ? INTEGER : NUMBER;
            case BOOLEAN -> BOOLEAN;
            case NULL, MISSING -> NULL;
        };
    }

    /// Whether a JSON Schema's `type` is this one.
    boolean isNamed(JsonNode type) {
        return name().equalsIgnoreCase(type.asText());
    }

    /// Whether a JSON Schema's `type` takes values of this one: every integer is a number.
    boolean isTaken(JsonNode type) {
        return isNamed(type) || (this == INTEGER && NUMBER.isNamed(type));
    }

    /// JSON Schema calls `1.0` an integer.
    private static boolean isWhole(JsonNode number) {
        double value = number.doubleValue();
        return number.isIntegralNumber() || (Double.isFinite(value) && value == Math.rint(value));
    }
}

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

    /// JSON Schema calls `1.0` an integer.
    private static boolean isWhole(JsonNode number) {
        double value = number.doubleValue();
        return number.isIntegralNumber() || (Double.isFinite(value) && value == Math.rint(value));
    }
}

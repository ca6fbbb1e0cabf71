package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.util.Optional;

/// When two JSON values are the same, and which comes first.
public final class Values {

    private Values() {}

    /// Equal as tool answers: numbers by value (`1` is `1.0`), objects whatever the order of their fields.
    public static boolean equal(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return Numbers.same(a, b);
        }
        if (a.isValueNode() || b.isValueNode()) {
            return a.equals(b);
        }
        return a.size() == b.size() && Json.canonical(a).equals(Json.canonical(b));
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

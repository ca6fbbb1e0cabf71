package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One argument of a tool: its schema and the check that a value meets it.
record Parameter(String name, Type type, boolean required, String description, String pattern, List<String> choices) {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");

    enum Type {
        STRING,
        NUMBER,
        BOOLEAN;

        String schemaName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Parameter text(String name, String description) {
        return new Parameter(name, Type.STRING, true, description, "", List.of());
    }

    static Parameter number(String name, String description) {
        return new Parameter(name, Type.NUMBER, true, description, "", List.of());
    }

    static Parameter flag(String name, String description) {
        return new Parameter(name, Type.BOOLEAN, true, description, "", List.of());
    }

    /// An id such as `INV-40001`.
    static Parameter id(String name, String prefix, String description) {
        return text(name, description).matching(prefix + "-\\d{1,6}");
    }

    static Parameter date(String name, String description) {
        return text(name, description).matching("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    }

    Parameter matching(String regex) {
        return new Parameter(name, type, required, description, regex, choices);
    }

    Parameter oneOf(String... values) {
        return new Parameter(name, type, required, description, pattern, List.of(values));
    }

    Parameter optional() {
        return new Parameter(name, type, false, description, pattern, choices);
    }

    void describeInto(ObjectNode properties) {
        ObjectNode schema =
                properties.putObject(name).put("type", type.schemaName()).put("description", description);
        if (!pattern.isEmpty()) {
            schema.put("pattern", "^" + pattern + "$");
        }
        if (!choices.isEmpty()) {
            choices.forEach(schema.withArray("enum")::add);
        }
    }

    /// Refuses a value of the wrong type, format or choice, in this order. A number may arrive as text, as many
    /// callers send it.
    void check(JsonNode value) {
        boolean fits = switch (type) {
            case STRING -> value.isTextual();
            case NUMBER -> value.isNumber() || (value.isTextual() && isDecimal(value.textValue()));
            case BOOLEAN -> value.isBoolean();
        };
        if (!fits) {
            throw Refusal.WRONG_TYPE.of(name, "a " + type.schemaName(), value);
        }
        if (!pattern.isEmpty() && !value.textValue().matches(pattern)) {
            throw Refusal.INVALID_FORMAT.of(name, pattern, value);
        }
        if (!choices.isEmpty() && !choices.contains(value.textValue())) {
            throw Refusal.INVALID_CHOICE.of(name, String.join(", ", choices), value);
        }
    }

    static BigDecimal decimal(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.textValue()) : value.decimalValue();
    }

    private static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the field of a listed row compares with an argument.
enum RowTest {
    /// The same value.
    EQUAL,
    /// A number or date that is not larger.
    AT_MOST,
    /// A number or date that is not smaller.
    AT_LEAST;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    boolean holds(JsonNode value, JsonNode wanted) {
        if (this == EQUAL) {
            return value.isValueNode() && !value.isNull() && value.asText().equals(wanted.asText());
        }
        boolean comparable = value.isNumber() || (isDate(value) && isDate(wanted));
        Optional<Integer> order = order(value, wanted);
        return comparable && order.isPresent() && (this == AT_MOST ? order.get() <= 0 : order.get() >= 0);
    }

    static Optional<Integer> order(JsonNode a, JsonNode b) {
        Optional<BigDecimal> one = number(a);
        Optional<BigDecimal> other = number(b);
        if (one.isPresent() && other.isPresent()) {
            return Optional.of(one.get().compareTo(other.get()));
        }
        return a.isTextual() && b.isTextual() ? Optional.of(a.textValue().compareTo(b.textValue())) : Optional.empty();
    }

    /// A number, or one written as a text.
    private static Optional<BigDecimal> number(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        return value.isTextual()
                        && isPlain(value.textValue())
                        && NUMBER.matcher(value.textValue()).matches()
                ? Optional.of(new BigDecimal(value.textValue()))
                : Optional.empty();
    }

    /// Whether a text has only what numbers are written with, which most texts have not.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if ((letter < '0' || letter > '9') && letter != '.' && (letter != '-' || i > 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDate(JsonNode value) {
        return DATE.matcher(value.asText()).lookingAt();
    }
}

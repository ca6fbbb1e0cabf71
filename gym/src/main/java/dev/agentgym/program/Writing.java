package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Values as text.
final class Writing {

    private static final int DAY_LENGTH = 10;

    private Writing() {}

    static JsonNode of(JsonNode value, Program.Style style) {
        if (value.isMissingNode() || value.equals(Program.Absent.VALUE)) {
            return Evaluation.MISSING;
        }
        return switch (style) {
            case PLAIN -> TextNode.valueOf(plain(value));
            case MONEY -> number(value, 2);
            case FLOAT -> number(value, 1);
            case LOWER -> TextNode.valueOf(plain(value).toLowerCase(Locale.ROOT));
            case UPPER -> TextNode.valueOf(plain(value).toUpperCase(Locale.ROOT));
            case DAY ->
                TextNode.valueOf(plain(value)
                        .substring(0, Math.min(DAY_LENGTH, plain(value).length())));
            case LENGTH -> value.isTextual() ? TextNode.valueOf(length(value)) : Evaluation.MISSING;
            case WEEKDAY -> Dates.weekday(value);
            case TIME -> Dates.time(value);
        };
    }

    static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : Json.canonical(value);
    }

    private static String length(JsonNode text) {
        return Integer.toString(
                text.textValue().codePointCount(0, text.textValue().length()));
    }

    /// MONEY fixes two decimals; FLOAT keeps all there are, at least one.
    private static JsonNode number(JsonNode value, int decimals) {
        if (!value.isNumber()) {
            return Evaluation.MISSING;
        }
        BigDecimal number = Numbers.decimal(value).stripTrailingZeros();
        boolean fixed = decimals == 2;
        int scale = fixed ? decimals : Math.max(decimals, number.scale());
        return TextNode.valueOf(number.setScale(scale, RoundingMode.HALF_UP).toPlainString());
    }
}

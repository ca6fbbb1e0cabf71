package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Exact decimal arithmetic on JSON numbers, so that 0.1 + 0.2 is 0.3.
final class Numbers {

    /// Beyond this many digits a value comes from hostile input, not from a ledger.
    private static final int MOST_DIGITS = 60;

    private static final int MOST_SCALE = 400;

    /// Far below a cent, far above what adding a hundred binary fractions loses.
    private static final double CLOSE = 1e-9;

    private static final Pattern INDEX = Pattern.compile("-?\\d{1,6}");

    private Numbers() {}

    static boolean isIndex(String step) {
        return INDEX.matcher(step).matches();
    }

    static BigDecimal decimal(JsonNode number) {
        return number.isFloatingPointNumber() && !number.isBigDecimal()
                ? ofDouble(number.doubleValue())
                : number.decimalValue();
    }

    private static BigDecimal ofDouble(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value) : BigDecimal.ZERO;
    }

    static boolean same(JsonNode a, JsonNode b) {
        if (a.isInt() && b.isInt()) {
            return a.intValue() == b.intValue();
        }
        return decimal(a).compareTo(decimal(b)) == 0;
    }

    /// Same but for the error of binary fractions.
    static boolean close(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber()) {
            return same(a, b);
        }
        double expected = b.doubleValue();
        return Math.abs(a.doubleValue() - expected) <= CLOSE * Math.max(1, Math.abs(expected));
    }

    static JsonNode node(long value) {
        boolean small = value == (int) value;
        return small ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /// A whole number without decimals where the value is one.
    static JsonNode node(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        boolean whole = plain.scale() <= 0 && (plain.precision() - plain.scale()) <= 18;
        return whole ? node(plain.longValueExact()) : DecimalNode.valueOf(plain);
    }

    static JsonNode combine(Program.Operator operator, JsonNode left, JsonNode right) {
        if (!left.isNumber() || !right.isNumber()) {
            return Evaluation.MISSING;
        }
        BigDecimal a = decimal(left);
        BigDecimal b = decimal(right);
        if (!isOrdinary(a) || !isOrdinary(b)) {
            return Evaluation.MISSING;
        }
        return switch (operator) {
            case PLUS -> node(a.add(b));
            case MINUS -> node(a.subtract(b));
            case TIMES -> node(a.multiply(b));
            case DIVIDED -> b.signum() == 0 ? Evaluation.MISSING : node(a.divide(b, MathContext.DECIMAL64));
            case MIN -> node(a.min(b));
            case MAX -> node(a.max(b));
        };
    }

    private static boolean isOrdinary(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_SCALE;
    }

    static JsonNode rounded(JsonNode number, int decimals, RoundingMode mode) {
        return number.isNumber() && isOrdinary(decimal(number))
                ? node(decimal(number).setScale(decimals, mode))
                : Evaluation.MISSING;
    }

    static JsonNode folded(Program.Fold.Kind kind, List<JsonNode> values) {
        if (!values.stream().allMatch(JsonNode::isNumber)) {
            return Evaluation.MISSING;
        }
        List<BigDecimal> numbers = values.stream().map(Numbers::decimal).toList();
        if (!numbers.stream().allMatch(Numbers::isOrdinary)) {
            return Evaluation.MISSING;
        }
        return switch (kind) {
            case SUM -> node(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            case COUNT -> node(numbers.size());
            case MIN -> node(numbers.stream().min(Comparator.naturalOrder()));
            case MAX -> node(numbers.stream().max(Comparator.naturalOrder()));
        };
    }

    private static JsonNode node(Optional<BigDecimal> value) {
        return value.map(Numbers::node).orElse(Evaluation.MISSING);
    }
}

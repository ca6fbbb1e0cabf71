package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads arithmetic such as `(2 + 3) * 4.5 - 1`: numbers, `+ - * /`, signs, parentheses. Anything else is missing.
final class ArithmeticText {

    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private ArithmeticText(String text) {
        this.text = text;
    }

    static JsonNode value(JsonNode formula) {
        if (!formula.isTextual() || formula.textValue().length() > LONGEST) {
            return Evaluation.MISSING;
        }
        ArithmeticText reader = new ArithmeticText(formula.textValue().strip());
        JsonNode value = reader.sum();
        return reader.at == reader.text.length() ? value : Evaluation.MISSING;
    }

    private JsonNode sum() {
        JsonNode value = product();
        while (isNext("+-")) {
            Program.Operator operator = text.charAt(at++) == '+' ? Program.Operator.PLUS : Program.Operator.MINUS;
            value = Numbers.combine(operator, value, product());
        }
        return value;
    }

    private JsonNode product() {
        JsonNode value = factor();
        while (isNext("*/")) {
            Program.Operator operator = text.charAt(at++) == '*' ? Program.Operator.TIMES : Program.Operator.DIVIDED;
            value = Numbers.combine(operator, value, factor());
        }
        return value;
    }

    /// Whether one of these signs comes next, after spaces.
    private boolean isNext(String signs) {
        skipSpaces();
        return at < text.length() && signs.indexOf(text.charAt(at)) >= 0;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private JsonNode factor() {
        skipSpaces();
        if (at >= text.length() || ++depth > DEEPEST) {
            return Evaluation.MISSING;
        }
        JsonNode value = switch (text.charAt(at)) {
            case '-', '+' -> signed();
            case '(' -> grouped();
            default -> number();
        };
        depth--;
        return value;
    }

    private JsonNode signed() {
        boolean negative = text.charAt(at++) == '-';
        JsonNode value = factor();
        return negative ? Numbers.combine(Program.Operator.MINUS, Numbers.node(0), value) : value;
    }

    private JsonNode grouped() {
        at++;
        JsonNode value = sum();
        boolean closed = isNext(")");
        at++;
        return closed ? value : Evaluation.MISSING;
    }

    private JsonNode number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String digits = text.substring(start, at);
        return digits.matches("\\d{1,30}(\\.\\d{0,20})?|\\.\\d{1,20}")
                ? Numbers.node(new java.math.BigDecimal(digits))
                : Evaluation.MISSING;
    }
}

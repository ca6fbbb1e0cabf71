package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Optional;

/// Reads what Python's `repr` prints of dictionaries, lists, tuples, text, numbers, `True`, `False` and `None`: the
/// form in which some agents logged their arguments, `{'zip': '19122', 'items': "['a']"}`.
///
/// A recursive descent over the text, bounded in depth. Text inside a dictionary or list that is itself the repr of
/// a list or dictionary is unfolded, as the loggers folded it.
public final class PythonLiteral {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private final int depth;
    private int at;

    private PythonLiteral(String text, int depth) {
        this.text = text;
        this.depth = depth;
    }

    /// The value, or empty when the text is not exactly one literal, or nests deeper than [Json#MAX_DEPTH].
    public static Optional<JsonNode> parse(String text) {
        return parse(text, 0);
    }

    private static Optional<JsonNode> parse(String text, int depth) {
        try {
            PythonLiteral literal = new PythonLiteral(text, depth);
            JsonNode value = literal.value(depth);
            literal.blank();
            return literal.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NotALiteral e) {
            return Optional.empty();
        }
    }

    private JsonNode value(int level) {
        if (level > Json.MAX_DEPTH) {
            throw new NotALiteral();
        }
        blank();
        return switch (peek()) {
            case '{' -> dictionary(level);
            case '[' -> list(']', level);
            case '(' -> list(')', level);
            case '\'', '"' -> NODES.textNode(string());
            default -> word();
        };
    }

    private ObjectNode dictionary(int level) {
        ObjectNode object = Json.object();
        at++;
        while (!closes('}')) {
            blank();
            boolean quoted = peek() == '\'' || peek() == '"';
            String key = quoted ? string() : word().asText();
            expect(':');
            object.set(key, unfolded(value(level + 1)));
            separator('}');
        }
        return object;
    }

    private ArrayNode list(char end, int level) {
        ArrayNode array = NODES.arrayNode();
        at++;
        while (!closes(end)) {
            array.add(unfolded(value(level + 1)));
            separator(end);
        }
        return array;
    }

    /// Text that is a list or a dictionary once more.
    private JsonNode unfolded(JsonNode value) {
        if (!value.isTextual() || depth > 2) {
            return value;
        }
        String inner = value.textValue().strip();
        boolean folded =
                (inner.startsWith("[") && inner.endsWith("]")) || (inner.startsWith("{") && inner.endsWith("}"));
        return folded ? parse(inner, depth + 1).orElse(value) : value;
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder string = new StringBuilder();
        while (peek() != quote) {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(string);
            } else {
                string.append(c);
            }
        }
        at++;
        return string.toString();
    }

    private void escape(StringBuilder string) {
        char kind = peek();
        at++;
        switch (kind) {
            case 'n' -> string.append('\n');
            case 't' -> string.append('\t');
            case 'r' -> string.append('\r');
            case '\\', '\'', '"' -> string.append(kind);
            case 'x' -> string.appendCodePoint(hexadecimal(2));
            case 'u' -> string.appendCodePoint(hexadecimal(4));
            case 'U' -> string.appendCodePoint(hexadecimal(8));
            default -> string.append('\\').append(kind);
        }
    }

    private int hexadecimal(int digits) {
        if (at + digits > text.length()) {
            throw new NotALiteral();
        }
        try {
            int code = Integer.parseInt(text, at, at + digits, 16);
            if (!Character.isValidCodePoint(code)) {
                throw new NotALiteral();
            }
            at += digits;
            return code;
        } catch (NumberFormatException e) {
            throw new NotALiteral();
        }
    }

    private JsonNode word() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "True" -> NODES.booleanNode(true);
            case "False" -> NODES.booleanNode(false);
            case "None" -> NODES.nullNode();
            default -> number(word);
        };
    }

    private static JsonNode number(String word) {
        try {
            if (word.matches("[+-]?\\d{1,18}")) {
                long number = Long.parseLong(word);
                return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
            }
            if (word.matches("[+-]?\\d{19,400}")) {
                return NODES.numberNode(new BigInteger(word));
            }
            if (word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                return NODES.numberNode(Double.parseDouble(word));
            }
        } catch (NumberFormatException e) {
            throw new NotALiteral();
        }
        throw new NotALiteral();
    }

    private boolean closes(char end) {
        blank();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private void separator(char end) {
        blank();
        if (peek() == ',') {
            at++;
        } else if (peek() != end) {
            throw new NotALiteral();
        }
    }

    private void expect(char c) {
        blank();
        if (peek() != c) {
            throw new NotALiteral();
        }
        at++;
    }

    private void blank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new NotALiteral();
        }
        return text.charAt(at);
    }

    /// The text ends or goes on in a way no literal does.
    private static final class NotALiteral extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotALiteral() {
            super("not a literal", null, false, false);
        }
    }
}

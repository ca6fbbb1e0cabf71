package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON dialect of Agent Gym: limits for hostile input, one canonical text for comparing values. Thread-safe.
public final class Json {

    /// Deeper documents are refused: no tool answers this deep, and recursion over the tree stays safe.
    public static final int MAX_DEPTH = 500;

    private static final int MAX_STRING = 256 * 1024 * 1024;
    private static final int EXCERPT = 80;

    /// Shared by everyone who reads or writes JSON.
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader TREE =
            MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /// A new empty object.
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Parses one JSON value.
    ///
    /// @throws TraceException when the text is not exactly one JSON value
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TraceException("not JSON: " + e.getOriginalMessage() + " in " + shorten(text), e);
        }
    }

    /// The value at the parser's current token, leaving the parser on its last token.
    static JsonNode tree(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? NullNode.getInstance() : TREE.readValue(parser);
    }

    /// Any Java value as JSON: maps, lists, numbers, text, records.
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// A number for people to read, with so many decimals.
    public static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.round(value * scale) / scale;
    }

    /// A copy that shares its values, for callers that set or remove fields and change no value.
    public static ObjectNode copy(ObjectNode object) {
        return object().setAll(object);
    }

    /// Whether two values are one and the same object, so that not even the order of fields differs.
    @SuppressWarnings("ReferenceEquality")
    public static boolean isOne(JsonNode value, JsonNode other) {
        return value == other;
    }

    /// An arguments object from plain Java values.
    public static ObjectNode arguments(Map<String, ?> values) {
        return MAPPER.valueToTree(new TreeMap<>(values));
    }

    /// Two values are the same tool argument or result exactly when their canonical texts are equal: object keys
    /// sorted, numbers without needless digits (`1.0` is `1`), no white space.
    public static String canonical(JsonNode value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    /// Indented over several lines, for people.
    public static String pretty(JsonNode value) {
        try {
            return PRETTY.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new TraceException("cannot write JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// The value's text, cut to what fits into an error message.
    public static String excerpt(JsonNode value) {
        return shorten(value.toString());
    }

    /// A text cut to what fits into an error message, never through a character that takes two places.
    public static String shorten(String text) {
        if (text.length() <= EXCERPT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }

    private static void append(JsonNode value, StringBuilder text) {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(value, text);
            case ARRAY -> appendArray(value, text);
            case NUMBER -> appendNumber(value, text);
            case STRING -> appendText(value.textValue(), text);
            default -> text.append(value);
        }
    }

    private static void appendObject(JsonNode value, StringBuilder text) {
        text.append('{');
        if (value.size() == 1) {
            appendField(value.properties().iterator().next(), text);
        } else {
            appendSorted(value, text);
        }
        text.append('}');
    }

    private static void appendSorted(JsonNode value, StringBuilder text) {
        int begin = text.length();
        for (Map.Entry<String, JsonNode> field : isSorted(value) ? value.properties() : sorted(value)) {
            if (text.length() > begin) {
                text.append(',');
            }
            appendField(field, text);
        }
    }

    private static boolean isSorted(JsonNode value) {
        String before = "";
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (before.compareTo(field.getKey()) > 0) {
                return false;
            }
            before = field.getKey();
        }
        return true;
    }

    private static Collection<Map.Entry<String, JsonNode>> sorted(JsonNode value) {
        List<Map.Entry<String, JsonNode>> sorted = new ArrayList<>(value.properties());
        sorted.sort(Map.Entry.comparingByKey());
        return sorted;
    }

    private static void appendField(Map.Entry<String, JsonNode> field, StringBuilder text) {
        appendText(field.getKey(), text);
        text.append(':');
        append(field.getValue(), text);
    }

    private static void appendText(String value, StringBuilder text) {
        text.append('"');
        if (isPlain(value)) {
            text.append(value);
        } else {
            JsonStringEncoder.getInstance().quoteAsString(value, text);
        }
        text.append('"');
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < ' ' || character == '"' || character == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void appendArray(JsonNode value, StringBuilder text) {
        text.append('[');
        for (int i = 0; i < value.size(); i++) {
            text.append(i == 0 ? "" : ",");
            append(value.get(i), text);
        }
        text.append(']');
    }

    private static void appendNumber(JsonNode value, StringBuilder text) {
        double number = value.doubleValue();
        if (value.isInt() || value.isLong()) {
            text.append(value.longValue());
        } else if (value.isIntegralNumber() || !Double.isFinite(number)) {
            text.append(value.asText());
        } else {
            BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
            text.append(plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString());
        }
    }
}

package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The Java types of single values that JSON can have.
@SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
enum JavaScalar {
    TEXT("string", "", "text", JsonNode::isTextual, JsonNode::textValue, String.class),
    TRUTH("boolean", "", "true or false", JsonNode::isBoolean, JsonNode::booleanValue, boolean.class, Boolean.class),
    INT("integer", "", "a whole number", JsonNode::canConvertToInt, JsonNode::intValue, int.class, Integer.class),
    LONG("integer", "", "a whole number", JsonNode::canConvertToLong, JsonNode::longValue, long.class, Long.class),
    BIG_INTEGER(
            "integer", "", "a whole number", JsonNode::isIntegralNumber, JsonNode::bigIntegerValue, BigInteger.class),
    DOUBLE("number", "", "a number", JsonNode::isNumber, JsonNode::doubleValue, double.class, Double.class),
    DECIMAL("number", "", "a number", JsonNode::isNumber, JsonNode::decimalValue, BigDecimal.class),
    DATE("string", "date", "a date such as 2026-01-31", value -> LocalDate.parse(value), LocalDate.class),
    TIME("string", "time", "a time such as 14:30", value -> LocalTime.parse(value), LocalTime.class),
    INSTANT("string", "date-time", "a time such as 2026-01-31T14:30:00Z", value -> Instant.parse(value), Instant.class),
    OFFSET_TIME(
            "string",
            "date-time",
            "a time such as 2026-01-31T14:30:00+01:00",
            value -> OffsetDateTime.parse(value),
            OffsetDateTime.class);

    private final String type;
    private final String format;
    private final String words;
    private final Predicate<JsonNode> fits;
    private final Function<JsonNode, Object> value;
    private final List<Class<?>> classes;

    JavaScalar(
            String type,
            String format,
            String words,
            Predicate<JsonNode> fits,
            Function<JsonNode, Object> value,
            Class<?>... classes) {
        this.type = type;
        this.format = format;
        this.words = words;
        this.fits = fits;
        this.value = value;
        this.classes = List.of(classes);
    }

    JavaScalar(String type, String format, String words, Function<String, Object> parse, Class<?> only) {
        this(type, format, words, JsonNode::isTextual, node -> parse.apply(node.textValue()), only);
    }

    static Optional<JavaScalar> of(Class<?> type) {
        for (JavaScalar kind : values()) {
            if (kind.classes.contains(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    ObjectNode schema() {
        ObjectNode schema = Json.object().put("type", type);
        return format.isEmpty() ? schema : schema.put("format", format);
    }

    /// @throws ToolRefusal when the value is of another kind
    Object read(JsonNode json, String place) {
        boolean whole = !type.equals("integer") || json.isIntegralNumber();
        if (!fits.test(json) || !whole) {
            throw JavaType.wrong(place, words, json);
        }
        try {
            return value.apply(json);
        } catch (DateTimeException e) {
            throw JavaType.wrong(place, words, json);
        }
    }
}

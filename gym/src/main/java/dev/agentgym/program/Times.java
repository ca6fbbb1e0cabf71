package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Points in time, written as in different places of the world.
final class Times {

    private static final int QUARTER = 15 * 60;

    /// As tools write times, by a pattern for each.
    static final List<String> FORMS = List.of(
            "uuuu-MM-dd'T'HH:mm:ssXXX",
            "uuuu-MM-dd'T'HH:mm:ss",
            "uuuu-MM-dd HH:mm:ss",
            "uuuu-MM-dd'T'HH:mm",
            "uuuu-MM-dd HH:mm",
            "uuuu-MM-dd'T'HH:mmXXX",
            "uuuu-MM-dd HH:mm:ssXXX",
            "uuuu-MM-dd'T'HH:mm:ssxx",
            "uuuu-MM-dd HH:mm:ssxx",
            "dd.MM.uuuu HH:mm",
            "dd.MM.uuuu HH:mm:ss",
            "dd/MM/uuuu HH:mm",
            "MM/dd/uuuu HH:mm");

    private static final Map<String, DateTimeFormatter> FORMATTERS =
            FORMS.stream().collect(Collectors.toUnmodifiableMap(form -> form, Times::made));

    private Times() {}

    /// A text that tells a point in time; empty for one that does not say where on earth.
    static Optional<OffsetDateTime> time(JsonNode value) {
        if (!value.isTextual() || value.textValue().indexOf('T') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(value.textValue()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static JsonNode local(JsonNode value, String offset, String form) {
        try {
            return time(value)
                    .map(time -> time.withOffsetSameInstant(ZoneOffset.of(offset)))
                    .<JsonNode>map(time -> TextNode.valueOf(formatter(form).format(time)))
                    .orElse(Evaluation.MISSING);
        } catch (DateTimeException | IllegalArgumentException e) {
            return Evaluation.MISSING;
        }
    }

    /// Of a form that a person wrote it is made anew.
    private static DateTimeFormatter formatter(String form) {
        DateTimeFormatter known = FORMATTERS.get(form);
        return known == null ? made(form) : known;
    }

    private static DateTimeFormatter made(String form) {
        return DateTimeFormatter.ofPattern(form, Locale.ROOT);
    }

    /// How far from UTC the place is where a time is written like this; empty if it is written otherwise, or another
    /// time is meant.
    static Optional<ZoneOffset> offset(OffsetDateTime time, String written, String form) {
        try {
            TemporalAccessor parsed = formatter(form).parse(written);
            LocalDateTime there = LocalDateTime.from(parsed);
            long ahead = there.toEpochSecond(ZoneOffset.UTC) - time.toEpochSecond();
            long quarters = Math.round((double) ahead / QUARTER);
            return Optional.of(ZoneOffset.ofTotalSeconds(Math.toIntExact(quarters * QUARTER)));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}

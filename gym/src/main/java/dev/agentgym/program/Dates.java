package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calendar arithmetic on texts that begin with a day such as `2026-01-31`; a time after the day is kept.
final class Dates {

    private static final int DAY_LENGTH = 10;
    private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ].*)?");
    private static final Pattern TIMED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ](\\d{2}:\\d{2})");

    private Dates() {}

    static JsonNode moved(JsonNode date, JsonNode amount, Program.Unit unit) {
        Optional<LocalDate> day = day(date);
        if (day.isEmpty() || !amount.isIntegralNumber() || Math.abs(amount.asLong()) > 1_000_000) {
            return Evaluation.MISSING;
        }
        return TextNode.valueOf(
                day.get().plus(amount.asLong(), chrono(unit)) + date.textValue().substring(DAY_LENGTH));
    }

    static JsonNode gap(JsonNode from, JsonNode to, Program.Unit unit) {
        Optional<LocalDate> first = day(from);
        Optional<LocalDate> last = day(to);
        return first.isEmpty() || last.isEmpty()
                ? Evaluation.MISSING
                : Numbers.node(chrono(unit).between(first.get(), last.get()));
    }

    /// The day that a text begins with.
    static Optional<LocalDate> day(JsonNode value) {
        if (!value.isTextual() || !DATED.matcher(value.textValue()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(value.textValue().substring(0, DAY_LENGTH)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// `Monday` to `Sunday`.
    static JsonNode weekday(JsonNode date) {
        return day(date)
                .<JsonNode>map(
                        day -> TextNode.valueOf(day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
                .orElse(Evaluation.MISSING);
    }

    /// Hour and minute of a date with time.
    static JsonNode time(JsonNode date) {
        Matcher timed = TIMED.matcher(date.asText());
        return date.isTextual() && timed.lookingAt() ? TextNode.valueOf(timed.group(1)) : Evaluation.MISSING;
    }

    private static ChronoUnit chrono(Program.Unit unit) {
        return switch (unit) {
            case DAYS -> ChronoUnit.DAYS;
            case MONTHS -> ChronoUnit.MONTHS;
        };
    }
}

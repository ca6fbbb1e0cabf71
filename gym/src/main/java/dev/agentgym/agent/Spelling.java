package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// The ways in which agents write a value of a tool in a sentence.
enum Spelling {
    /// As it stands.
    PLAIN,
    /// `12.5` as `12.50`.
    CENTS,
    /// `1250` as `1,250`.
    THOUSANDS,
    /// `-12.5` as `12.50`: a sentence says "refund of".
    POSITIVE_CENTS,
    /// `2026-03-05` as `March 5, 2026`.
    LONG_DATE,
    /// `2026-03-05` as `March 5`.
    SHORT_DATE,
    /// `2026-03-05` as `5 March 2026`.
    DAY_FIRST,
    /// `2026-03-05` as `5 March`.
    DAY_FIRST_SHORT,
    /// `2026-03-05` as `Thursday 5 March`.
    WEEKDAY_FIRST,
    /// `2026-03-05` as `Thursday`.
    WEEKDAY,
    /// `no_show` as `no show`.
    WORDS;

    private static final int DATE_LENGTH = 10;

    /// The value in this spelling; empty where it has none.
    Optional<String> write(JsonNode value) {
        return switch (this) {
            case PLAIN -> Optional.of(value.asText()).filter(text -> !text.isBlank() && !value.isBoolean());
            case CENTS ->
                number(value)
                        .map(number -> number.setScale(2, RoundingMode.HALF_UP).toPlainString());
            case POSITIVE_CENTS ->
                number(value)
                        .filter(number -> number.signum() < 0)
                        .map(number ->
                                number.abs().setScale(2, RoundingMode.HALF_UP).toPlainString());
            case THOUSANDS ->
                number(value)
                        .filter(number -> number.abs().compareTo(BigDecimal.valueOf(1000)) >= 0)
                        .map(number -> String.format(Locale.ROOT, "%,d", number.longValue()));
            case LONG_DATE -> date(value, "MMMM d, yyyy");
            case SHORT_DATE -> date(value, "MMMM d");
            case WEEKDAY_FIRST -> date(value, "EEEE d MMMM");
            case WEEKDAY -> date(value, "EEEE");
            case DAY_FIRST -> date(value, "d MMMM yyyy");
            case DAY_FIRST_SHORT -> date(value, "d MMMM");
            case WORDS ->
                Optional.of(value.asText())
                        .filter(text -> text.indexOf('_') > 0)
                        .map(text -> text.replace('_', ' '));
        };
    }

    private static Optional<BigDecimal> number(JsonNode value) {
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    private static Optional<String> date(JsonNode value, String pattern) {
        String text = value.asText();
        if (text.length() < DATE_LENGTH || text.charAt(4) != '-') {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text.substring(0, DATE_LENGTH));
            return Optional.of(date.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

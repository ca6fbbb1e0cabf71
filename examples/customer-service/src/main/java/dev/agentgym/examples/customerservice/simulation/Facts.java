package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known in a conversation, by slot name, worded the way people say it.
final class Facts {

    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM", Locale.ENGLISH);

    private final Map<String, String> values = new LinkedHashMap<>();

    Facts put(String slot, String value) {
        values.put(slot, value);
        return this;
    }

    Facts put(String slot, JsonNode text) {
        return put(slot, text.asText());
    }

    Facts money(String slot, JsonNode amount) {
        return put(slot, euros(amount));
    }

    Facts day(String slot, JsonNode day) {
        return put(slot, day(day));
    }

    String get(String slot) {
        String value = values.get(slot);
        if (value == null) {
            throw new IllegalStateException("The fact {" + slot
                    + "} is needed in an utterance but is not known; known are " + values.keySet() + ".");
        }
        return value;
    }

    boolean knows(String slot) {
        return values.containsKey(slot);
    }

    String fill(String phrase) {
        return SLOT.matcher(phrase).replaceAll(match -> Matcher.quoteReplacement(get(match.group(1))));
    }

    static String euros(JsonNode amount) {
        BigDecimal value = amount.decimalValue().setScale(2);
        return value.signum() < 0 ? "a credit of €" + value.negate() : "€" + value;
    }

    static String day(JsonNode day) {
        return DAY.format(LocalDate.parse(day.asText()));
    }

    /// A day soon, with the day of the week, as in talk about visits.
    static String soon(JsonNode day) {
        return soon(LocalDate.parse(day.asText()));
    }

    static String soon(LocalDate day) {
        return WEEKDAY.format(day);
    }

    static String hour(JsonNode instant) {
        return HOUR.format(LocalDateTime.ofInstant(Instant.parse(instant.asText()), ZoneOffset.UTC));
    }
}

package dev.agentgym.convert;

import dev.agentgym.trace.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Points in time as exports write them: ISO 8601, seconds or milliseconds since 1970, spreadsheet dates.
///
/// `03/04/2026` is read month first unless the first number is above 12; a time without a zone is taken as UTC, a
/// day as its beginning.
final class Moments {

    private static final List<DateTimeFormatter> SHAPES = List.of(
            DateTimeFormatter.ofPattern("M/d/uuuu H:mm[:ss]", Locale.ROOT),
            DateTimeFormatter.ofPattern("d/M/uuuu H:mm[:ss]", Locale.ROOT),
            DateTimeFormatter.ofPattern("M/d/uuuu h:mm[:ss] a", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("d.M.uuuu H:mm[:ss]", Locale.ROOT),
            DateTimeFormatter.ofPattern("uuuu/M/d H:mm[:ss]", Locale.ROOT));

    /// `Tue Oct 31 22:10:47 +0000 2017`
    private static final DateTimeFormatter SOCIAL =
            DateTimeFormatter.ofPattern("EEE MMM d H:mm:ss xx uuuu", Locale.ENGLISH);

    private static final Pattern EPOCH = Pattern.compile("\\d{9,13}(\\.\\d+)?");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /// PostgreSQL prints `+00` for an offset of whole hours.
    private static final Pattern SHORT_OFFSET = Pattern.compile("^(.{19,30}?)\\s*([+-]\\d\\d)$");

    private Moments() {}

    /// The moment; empty when the text is none.
    static Optional<Instant> read(String raw) {
        String text = raw.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return iso(text).or(() -> other(text));
    }

    private static Optional<Instant> other(String text) {
        if (EPOCH.matcher(text).matches()) {
            return Optional.of(Timestamps.ofEpoch(Double.parseDouble(text)));
        }
        if (DAY.matcher(text).matches()) {
            return iso(text + "T00:00:00Z");
        }
        String offset = SHORT_OFFSET.matcher(text).replaceFirst("$1$2:00");
        return iso(offset.endsWith(" UTC") ? offset.substring(0, offset.length() - 4) + "Z" : offset)
                .or(() -> SHAPES.stream()
                        .flatMap(shape -> local(text, shape).stream())
                        .findFirst())
                .or(() -> zoned(text, SOCIAL))
                .or(() -> zoned(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(Timestamps.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> local(String text, DateTimeFormatter shape) {
        try {
            return Optional.of(LocalDateTime.parse(text, shape).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> zoned(String text, DateTimeFormatter shape) {
        try {
            return Optional.of(ZonedDateTime.parse(text, shape).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

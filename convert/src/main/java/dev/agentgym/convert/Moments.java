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

/// Points in time as exports write them: ISO 8601, seconds or milliseconds since 1970, spreadsheet dates.
///
/// `03/04/2026` is read month first unless the first number is above 12; a time without a zone is taken as UTC.
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

    private Moments() {}

    /// The moment; empty when the text is none.
    static Optional<Instant> read(String raw) {
        String text = raw.strip();
        if (text.matches("\\d{9,13}(\\.\\d+)?")) {
            return Optional.of(Timestamps.ofEpoch(Double.parseDouble(text)));
        }
        return iso(text)
                .or(() -> SHAPES.stream()
                        .flatMap(shape -> local(text, shape).stream())
                        .findFirst())
                .or(() -> zoned(text, SOCIAL))
                .or(() -> zoned(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    }

    private static Optional<Instant> iso(String text) {
        try {
            String offset = text.replaceFirst("^(.{19,30}?)\\s*([+-]\\d\\d)$", "$1$2:00")
                    .replaceFirst("\\s+UTC$", "Z");
            return Optional.of(Timestamps.parse(offset));
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

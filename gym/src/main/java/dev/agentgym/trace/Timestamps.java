package dev.agentgym.trace;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Reads points in time as traces write them.
///
/// The usual form `2026-03-01T09:30:15Z`, with or without a fraction of up to nine digits, is read by hand: every
/// message carries one, and the library's formatter costs more than reading the rest of the message.
public final class Timestamps {

    /// Epoch numbers above this are milliseconds: as seconds they would lie after the year 5000.
    private static final double MILLISECONDS_FROM = 1e11;

    private static final int SECONDS_END = "2026-03-01T09:30:15".length();
    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    /// Seconds, or milliseconds where the number is too large for seconds, since 1970.
    public static Instant ofEpoch(double number) {
        double millis = number > MILLISECONDS_FROM ? number : number * 1000;
        return Instant.ofEpochMilli(Math.round(millis));
    }

    /// ISO 8601 with zone or offset; without either, UTC is taken. A blank may stand for the `T`.
    ///
    /// @throws DateTimeException when the text is no point in time
    public static Instant parse(String text) {
        return isPlainUtc(text) ? plain(text) : general(text.strip().replace(' ', 'T'));
    }

    private static boolean isPlainUtc(String text) {
        int last = text.length() - 1;
        return last >= SECONDS_END
                && last <= SECONDS_END + 1 + NANO_DIGITS
                && text.charAt(last) == 'Z'
                && text.charAt(4) == '-'
                && text.charAt(10) == 'T'
                && (last == SECONDS_END || (text.charAt(SECONDS_END) == '.' && last > SECONDS_END + 1));
    }

    private static Instant plain(String text) {
        int nanos = 0;
        int last = text.length() - 1;
        if (last > SECONDS_END) {
            nanos = digits(text, SECONDS_END + 1, last);
            for (int i = last - SECONDS_END - 1; i < NANO_DIGITS; i++) {
                nanos *= 10;
            }
        }
        return LocalDateTime.of(
                        digits(text, 0, 4),
                        digits(text, 5, 7),
                        digits(text, 8, 10),
                        digits(text, 11, 13),
                        digits(text, 14, 16),
                        digits(text, 17, SECONDS_END),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("'" + text + "' is no point in time");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static Instant general(String text) {
        int time = text.indexOf('T');
        boolean hasOffset =
                time > 0 && (text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0);
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}

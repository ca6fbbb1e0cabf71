package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:30:15Z, 2026-03-01T09:30:15Z",
        "2026-03-01T09:30:15.25Z, 2026-03-01T09:30:15.250Z",
        "2026-03-01T09:30:15.123456789Z, 2026-03-01T09:30:15.123456789Z",
        "2026-03-01T09:30:15+02:00, 2026-03-01T07:30:15Z",
        "2026-03-01 09:30:15, 2026-03-01T09:30:15Z",
        "2026-03-01T09:30, 2026-03-01T09:30:00Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
    })
    void usual_spellings_name_the_same_instant(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01T09:30:15Z",
                "2025-02-29T00:00:00Z",
                "2026-03-01T09:3x:15Z",
                "2026-03-01"
            })
    void what_is_no_instant_is_refused(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void epoch_numbers_are_seconds_unless_they_can_only_be_milliseconds() {
        assertThat(Timestamps.ofEpoch(1589375697)).isEqualTo(Instant.parse("2020-05-13T13:14:57Z"));
        assertThat(Timestamps.ofEpoch(1589375697123.0)).isEqualTo(Instant.parse("2020-05-13T13:14:57.123Z"));
    }
}

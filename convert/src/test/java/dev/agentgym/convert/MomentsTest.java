package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentsTest {

    @Test
    void the_shapes_of_exports_are_read() {
        Instant moment = Instant.parse("2026-03-01T09:30:15Z");
        for (String text : new String[] {
            "2026-03-01T09:30:15Z",
            "2026-03-01 09:30:15",
            "2026-03-01 09:30:15+00",
            "2026-03-01 11:30:15+02",
            "2026-03-01 09:30:15 UTC",
            "1772357415",
            "1772357415000",
            "3/1/2026 9:30:15",
            "3/1/2026 9:30:15 AM",
            "01.03.2026 9:30:15",
            "2026/03/01 09:30:15",
            "Sun Mar 01 09:30:15 +0000 2026",
            "Sun, 1 Mar 2026 09:30:15 GMT"
        }) {
            assertThat(Moments.read(text)).as(text).contains(moment);
        }
        assertThat(Moments.read("2026-03-01")).contains(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void a_first_number_above_twelve_is_a_day() {
        assertThat(Moments.read("25/12/2026 8:00")).contains(Instant.parse("2026-12-25T08:00:00Z"));
    }

    @Test
    void anything_else_is_no_moment() {
        assertThat(Moments.read("yesterday")).isEmpty();
        assertThat(Moments.read(" ")).isEmpty();
        assertThat(Moments.read("99/99/2026 8:00")).isEmpty();
    }
}

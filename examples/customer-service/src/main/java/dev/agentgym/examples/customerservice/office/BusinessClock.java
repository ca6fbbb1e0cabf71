package dev.agentgym.examples.customerservice.office;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The office's time in whole seconds, which only moves when told to. Not thread-safe.
final class BusinessClock {

    private Instant now;

    BusinessClock(Instant start) {
        now = start.truncatedTo(ChronoUnit.SECONDS);
    }

    Instant now() {
        return now;
    }

    LocalDate today() {
        return local().toLocalDate();
    }

    LocalDateTime local() {
        return LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    void set(Instant instant) {
        now = instant.truncatedTo(ChronoUnit.SECONDS);
    }
}

package dev.agentgym.examples.customerservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Instant START = Instant.parse("2026-01-06T09:00:00Z");

    @Test
    void conversations_that_overlap_take_turns_in_the_order_of_time() {
        List<String> log = new ArrayList<>();
        var timetable = new Timetable();
        for (int number = 0; number < 3; number++) {
            String name = "abc".substring(number, number + 1);
            int step = 10 + 5 * number;
            timetable.enter(START.plusSeconds(number), seat -> {
                for (int turn = 0; turn < 3; turn++) {
                    log.add(name + turn);
                    seat.waitUntil(seat.due().plusSeconds(step));
                }
            });
        }
        List<Instant> clock = new ArrayList<>();
        timetable.run(clock::add);
        assertThat(log).containsExactly("a0", "b0", "c0", "a1", "b1", "a2", "c1", "b2", "c2");
        assertThat(clock).isSorted();
    }

    @Test
    void a_conversation_that_fails_fails_the_run() {
        var timetable = new Timetable();
        timetable.enter(START, _ -> {
            throw new IllegalStateException("no such fact");
        });
        assertThatThrownBy(() -> timetable.run(_ -> {})).hasMessage("no such fact");
    }
}

package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenlyTest {

    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    @Test
    void some_of_a_list_come_from_all_over_it() {
        assertThat(Evenly.some(TEN, 5)).containsExactly(0, 2, 4, 6, 8);
        assertThat(Evenly.some(TEN, 3)).containsExactly(0, 4, 8);
    }

    /// Ten are too many for nine, and every second of ten are five.
    @Test
    void there_are_never_more_than_asked_for() {
        assertThat(Evenly.some(TEN, 9)).containsExactly(0, 2, 4, 6, 8);
    }

    @Test
    void a_list_that_is_short_enough_is_taken_whole() {
        assertThat(Evenly.some(TEN, 10)).isEqualTo(TEN);
        assertThat(Evenly.some(TEN, 1000)).isEqualTo(TEN);
        assertThat(Evenly.some(List.of(), 3)).isEmpty();
    }
}

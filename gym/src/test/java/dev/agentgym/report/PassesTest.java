package dev.agentgym.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.report.Passes.Tries;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Golden numbers, counted by hand: of n = 4 tries c = 2 succeed, so of the 6 pairs 1 is all right and 5 have one
/// that is.
class PassesTest {

    private static final double EXACT = 1e-12;

    @Test
    void pass_hat_k_is_the_share_of_draws_that_all_succeed() {
        List<Tries> one = List.of(new Tries(4, 2));
        assertThat(Passes.hat(one, 1)).isCloseTo(0.5, within(EXACT));
        assertThat(Passes.hat(one, 2)).isCloseTo(1 / 6.0, within(EXACT));
        assertThat(Passes.hat(one, 3)).isZero();
    }

    @Test
    void pass_at_k_is_the_share_of_draws_with_a_success() {
        List<Tries> one = List.of(new Tries(4, 2));
        assertThat(Passes.at(one, 1)).isCloseTo(0.5, within(EXACT));
        assertThat(Passes.at(one, 2)).isCloseTo(5 / 6.0, within(EXACT));
        assertThat(Passes.at(one, 3)).isEqualTo(1);
    }

    @Test
    void tasks_count_alike_however_often_they_were_tried() {
        List<Tries> tasks = List.of(new Tries(8, 8), new Tries(2, 0), new Tries(4, 2));
        assertThat(Passes.hat(tasks, 2)).isCloseTo((1 + 0 + 1 / 6.0) / 3, within(EXACT));
        assertThat(Passes.at(tasks, 2)).isCloseTo((1 + 0 + 5 / 6.0) / 3, within(EXACT));
    }

    // A task tried too seldom says nothing of k tries; counted as 0 it would pull the mean down.
    @Test
    void tasks_tried_less_than_k_times_are_left_out() {
        assertThat(Passes.hat(List.of(new Tries(4, 4), new Tries(1, 1)), 4)).isEqualTo(1);
        assertThat(Passes.hat(List.of(), 1)).isZero();
    }

    @Test
    void more_successes_than_tries_are_refused() {
        assertThatThrownBy(() -> new Tries(2, 3)).hasMessage("3 of 2 tries cannot have succeeded");
    }

    @Test
    void the_sign_test_is_exact() {
        assertThat(SignTest.p(0, 5)).isCloseTo(0.0625, within(EXACT));
        assertThat(SignTest.p(5, 0)).isEqualTo(SignTest.p(0, 5));
        assertThat(SignTest.p(9, 1)).isCloseTo(22.0 / 1024, within(EXACT));
        assertThat(SignTest.p(3, 3)).isEqualTo(1);
        assertThat(SignTest.p(0, 0)).isEqualTo(1);
        assertThat(SignTest.p(1100, 900))
                .as("2,000 pairs neither over- nor underflow")
                .isBetween(8e-6, 9e-6);
    }

    @Test
    void an_interval_holds_the_mean_and_is_wider_for_few_tasks() {
        Interval few = Interval.of(List.of(new double[] {0, 0}, new double[] {1, 1}, new double[] {1, 0}), 1);
        assertThat(few.mean()).isCloseTo(0.5, within(EXACT));
        assertThat(few.low()).isZero();
        assertThat(few.high()).isEqualTo(1);
        Interval many = Interval.of(
                IntStream.range(0, 400).mapToObj(i -> new double[] {i % 2}).toList(), 1);
        assertThat(many.low()).isBetween(0.44, 0.47);
        assertThat(many.high()).isBetween(0.53, 0.56);
        assertThat(Interval.of(List.of(), 1)).isEqualTo(new Interval(0, 0, 0));
    }

    // Tries of one task that are drawn apart would make the interval too narrow.
    @Test
    void the_tries_of_a_task_are_drawn_together() {
        double[] alike = new double[100];
        Arrays.fill(alike, 1);
        Interval interval = Interval.of(List.of(alike, new double[100]), 1);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
    }
}

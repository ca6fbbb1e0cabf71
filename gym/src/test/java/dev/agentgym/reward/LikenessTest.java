package dev.agentgym.reward;

import static dev.agentgym.reward.SmallOffice.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {

    @Test
    void calls_of_different_tools_have_nothing_in_common() {
        assertThat(Likeness.of(call("a", "x", 1), call("b", "x", 1))).isZero();
    }

    @Test
    void a_call_counts_by_the_share_of_its_arguments() {
        assertThat(Likeness.of(call("a", "x", 1, "y", "two", "z", true), call("a", "x", 1, "y", "three", "w", true)))
                .isEqualTo(0.25);
        assertThat(Likeness.of(call("a"), call("a"))).isEqualTo(1);
    }

    @Test
    void spelling_order_and_form_of_numbers_do_not_matter() {
        assertThat(Likeness.of(
                        call("a", "x", "New  York ", "n", 5, "list", List.of("p", "q")),
                        call("a", "x", "new york", "n", "5", "list", List.of("q", "p"))))
                .isEqualTo(1);
    }

    @Test
    void lists_count_by_what_they_share() {
        assertThat(Likeness.of(call("a", "l", List.of(1, 2, 3)), call("a", "l", List.of(3, 4))))
                .isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void long_texts_that_share_most_words_are_the_same() {
        assertThat(Likeness.of(
                        call("hand_over", "why", "Customer wants to cancel the insurance of reservation seven"),
                        call("hand_over", "why", "The customer wants to cancel their insurance, reservation seven")))
                .isEqualTo(1);
    }
}

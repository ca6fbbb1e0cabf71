package dev.agentgym.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.fidelity.Proportion;
import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final List<Rollout> ROLLOUTS = List.of(
            Played.of("new", "a1", 0, 1),
            Played.of("new", "a1", 1, 0.5),
            Played.of("new", "b1", 0, 1),
            Played.of("new", "b1", 1, 1),
            Played.spoiled("new", "b1", 2),
            Played.failed("new", "a1", 2, Failure.Kind.AGENT),
            Played.failed("new", "b1", 3, Failure.Kind.ENVIRONMENT));

    // Whoever charges the customer's faults to the agent ranks agents by their luck with customers.
    @Test
    void what_others_spoiled_is_counted_apart_and_what_the_agent_failed_is_not() {
        Evaluation evaluation = Evaluation.of(ROLLOUTS);
        assertThat(evaluation.rollouts()).isEqualTo(7);
        assertThat(evaluation.charged()).isEqualTo(5);
        assertThat(evaluation.userFaults()).isEqualTo(1);
        assertThat(evaluation.failures()).containsExactly(Map.entry("agent", 1), Map.entry("environment", 1));
        assertThat(evaluation.success()).isEqualTo(new Proportion(3, 5));
        assertThat(evaluation.reward().mean()).isCloseTo(3.5 / 5, within(1e-12));
    }

    @Test
    void passes_go_as_far_as_every_task_was_tried() {
        Evaluation evaluation = Evaluation.of(ROLLOUTS);
        assertThat(evaluation.passHat()).hasSize(2);
        assertThat(evaluation.passHat().get(0)).isCloseTo((1 / 3.0 + 1) / 2, within(1e-12));
        assertThat(evaluation.passHat().get(1)).isCloseTo((0 + 1) / 2.0, within(1e-12));
        assertThat(evaluation.passAt().get(1)).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
    }

    @Test
    void intents_parts_tools_and_endings_are_told_apart() {
        Evaluation evaluation = Evaluation.of(ROLLOUTS);
        assertThat(known(evaluation.intents(), "refund").success()).isEqualTo(new Proportion(1, 3));
        assertThat(known(evaluation.intents(), "cancel").success()).isEqualTo(new Proportion(2, 2));
        assertThat(known(evaluation.parts(), "end_state")).isEqualTo(new Evaluation.Part(4, 3.5 / 4, 0.5));
        assertThat(known(evaluation.tools(), "refund")).isEqualTo(new ToolUse(5, 5, 0, new Proportion(3, 5)));
        assertThat(known(evaluation.tools(), "get_order").errors()).isZero();
        assertThat(evaluation.endings()).containsExactly(Map.entry("customer_left", 4), Map.entry("failed", 1));
    }

    private static <T> T known(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    @Test
    void json_has_everything_in_snake_case() {
        assertThat(Evaluation.of(ROLLOUTS).toJson().toString())
                .contains("\"pass_hat\":[", "\"user_faults\":1", "\"share\":0.6", "\"tool_calls\":2.0");
    }

    @Test
    void an_evaluation_is_of_one_agent() {
        assertThatThrownBy(() -> Evaluation.of(List.of())).hasMessageContaining("the rollouts are of none");
        assertThatThrownBy(() -> Evaluation.of(List.of(Played.of("a", "t", 0, 1), Played.of("b", "t", 0, 1))))
                .hasMessageContaining("the rollouts are of a, b");
    }

    @Test
    void a_comparison_pairs_equal_episodes_and_puts_the_worst_first() {
        List<Rollout> ours = List.of(
                Played.of("new", "a1", 0, 0.2),
                Played.of("new", "a1", 1, 0.2),
                Played.of("new", "a2", 0, 0.4),
                Played.of("new", "b1", 0, 1),
                Played.of("new", "b2", 0, 1),
                Played.of("new", "b9", 0, 1));
        List<Rollout> theirs = List.of(
                Played.of("old", "a1", 0, 1),
                Played.of("old", "a1", 1, 1),
                Played.of("old", "a2", 0, 1),
                Played.of("old", "b1", 0, 0.9),
                Played.of("old", "b2", 0, 1),
                Played.spoiled("old", "b9", 0));
        Comparison comparison = Comparison.of(ours, theirs);
        assertThat(comparison.pairs()).isEqualTo(5);
        assertThat(comparison.unpaired()).isEqualTo(2);
        assertThat(List.of(comparison.wins(), comparison.ties(), comparison.losses()))
                .containsExactly(1, 1, 3);
        assertThat(comparison.winRate()).isCloseTo(0.3, within(1e-12));
        assertThat(comparison.rewardP()).isCloseTo(0.625, within(1e-12));
        assertThat(comparison.reward().mean()).isCloseTo((-0.8 - 0.8 - 0.6 + 0.1) / 5, within(1e-12));
        assertThat(comparison.gained()).isEqualTo(1);
        assertThat(comparison.lost()).isEqualTo(3);
        assertThat(comparison.regressions())
                .extracting(Comparison.TaskChange::task)
                .containsExactly("a1", "a2");
        assertThat(comparison.improvements())
                .extracting(Comparison.TaskChange::task)
                .containsExactly("b1");
    }

    @Test
    void agents_without_a_common_episode_cannot_be_compared() {
        assertThatThrownBy(() -> Comparison.of(List.of(Played.of("a", "t", 0, 1)), List.of(Played.of("b", "u", 0, 1))))
                .hasMessageContaining("no episode in common");
    }
}

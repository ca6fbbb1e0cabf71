package dev.agentgym.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorEnvironmentTest {

    private static final Action WAIT = new Action.CallTools(List.of(Desk.call("a", "get_order", "W-100")), "");
    private static final Action END = new Action.Finish("Bye.", "");

    private static VectorEnvironment two(Autoreset autoreset) {
        return new VectorEnvironment(2, Desk::environment, Starts.cycling(Desk.tasks(), 2, 3), autoreset);
    }

    private static String goal(Observation observation) {
        return observation.messages().getFirst().text().replace("!", "");
    }

    @Test
    void tasks_are_dealt_out_in_turn() {
        assertThat(two(Autoreset.SAME_STEP).reset())
                .map(VectorEnvironmentTest::goal)
                .containsExactly("I want to cancel W-100", "I want to cancel W-101");
    }

    @Test
    void the_next_episode_begins_in_the_same_step_and_the_last_observation_is_kept() {
        VectorEnvironment vector = two(Autoreset.SAME_STEP);
        vector.reset();
        VectorStep step = vector.step(List.of(END, WAIT));
        assertThat(step.terminated()).containsExactly(true, false);
        assertThat(goal(step.observations().getFirst())).isEqualTo("I want to cancel W-102");
        assertThat(step.last().getFirst().orElseThrow().messages().getLast().text())
                .isEqualTo("Bye.");
        assertThat(step.last().getLast()).isEmpty();
        assertThat(step.infos().getFirst().ending()).contains(new Ending.AgentFinished());
        vector.step(List.of(WAIT, WAIT));
    }

    @Test
    void without_autoreset_an_episode_stays_over_until_it_is_reset() {
        VectorEnvironment vector = two(Autoreset.DISABLED);
        vector.reset();
        VectorStep step = vector.step(List.of(WAIT, END));
        assertThat(step.observations().getLast().messages().getLast().text()).isEqualTo("Bye.");
        assertThatThrownBy(() -> vector.step(List.of(WAIT, WAIT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the episode of environment 1 is over; call reset(1) to begin another");
        assertThat(goal(vector.reset(1))).isEqualTo("I want to cancel W-103");
        vector.step(List.of(WAIT, WAIT));
    }

    // One environment's action done in another would pay the wrong policy.
    @Test
    void it_does_what_single_environments_do() {
        VectorEnvironment vector = two(Autoreset.SAME_STEP);
        List<Observation> first = vector.reset();
        List<Environment> singles =
                IntStream.range(0, 2).mapToObj(_ -> Desk.environment()).toList();
        Starts starts = Starts.cycling(Desk.tasks(), 2, 3);
        for (int i = 0; i < 2; i++) {
            Start start = starts.of(i, 0);
            assertThat(first.get(i)).isEqualTo(singles.get(i).reset(start.task(), start.seed()));
        }
        VectorStep step = vector.step(List.of(WAIT, new Action.Say("Shall I?", "")));
        assertThat(step.observations().get(0))
                .isEqualTo(singles.get(0).step(WAIT).observation());
        assertThat(step.observations().get(1))
                .isEqualTo(singles.get(1).step(new Action.Say("Shall I?", "")).observation());
    }

    @Test
    void stepping_needs_a_reset_and_one_action_for_each() {
        VectorEnvironment vector = two(Autoreset.SAME_STEP);
        assertThatThrownBy(() -> vector.step(List.of(WAIT, WAIT))).hasMessage("step before reset: call reset first");
        assertThatThrownBy(() -> vector.step(List.of(WAIT))).hasMessage("2 environments need 2 actions, not 1");
    }

    @Test
    void seeds_of_neighbours_differ_and_are_never_negative() {
        assertThat(IntStream.range(0, 1000).mapToLong(i -> Seeds.of(1, i)).boxed())
                .doesNotHaveDuplicates()
                .allMatch(seed -> seed >= 0);
        assertThat(Seeds.of(1, 2)).isNotEqualTo(Seeds.of(2, 1));
    }
}

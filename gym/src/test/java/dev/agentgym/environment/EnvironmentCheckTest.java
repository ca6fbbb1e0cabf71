package dev.agentgym.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A check that cannot fail checks nothing: for each promise there is an environment that breaks it.
class EnvironmentCheckTest {

    @Test
    void a_sound_environment_has_no_findings() {
        assertThat(EnvironmentCheck.of(Desk::environment, Desk.tasks(), 7)).isEmpty();
        assertThat(EnvironmentCheck.of(Desk::environment, List.of(Desk.decision(1)), 7))
                .isEmpty();
    }

    private static List<String> broken(UnaryOperator<Environment> how) {
        return EnvironmentCheck.of(() -> how.apply(Desk.environment()), List.of(Desk.task(0)), 7).stream()
                .map(CheckFinding::rule)
                .distinct()
                .toList();
    }

    @Test
    void a_card_of_an_environment_that_breaks_promises_says_which() {
        Supplier<Environment> broken = () -> new Changed(Desk.environment()) {
            @Override
            Step changed(Step step) {
                return new Step(step.observation(), 2, step.terminated(), step.truncated(), step.info());
            }
        };
        EnvironmentCard card = EnvironmentCard.measure(broken, Desk.tasks(), 2, 7);
        assertThat(card.tasks()).isEqualTo(1);
        assertThat(card.toJson().path("passes").asBoolean(true)).isFalse();
        assertThat(card.toJson().at("/findings/0/rule").asText()).isNotEmpty();
        assertThat(card.warnings()).hasSize(1);
    }

    @Test
    void a_card_is_of_whole_conversations_and_of_decisions() {
        List<Task> tasks = List.of(Desk.task(0), Desk.decision(0), Desk.task(1), Desk.decision(1));
        assertThat(EnvironmentCard.measure(Desk::environment, tasks, 2, 7))
                .isEqualTo(new EnvironmentCard(2, 1, List.of()));
        assertThat(EnvironmentCard.measure(Desk::environment, tasks, 100, 7))
                .isEqualTo(new EnvironmentCard(4, 2, List.of()));
    }

    @Test
    void pay_before_the_end_is_found() {
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    Step changed(Step step) {
                        return new Step(step.observation(), 0.1, step.terminated(), step.truncated(), step.info());
                    }
                }))
                .contains("no reward before the end");
    }

    @Test
    void an_end_of_both_kinds_is_found() {
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    Step changed(Step step) {
                        return new Step(step.observation(), step.reward(), step.isLast(), step.isLast(), step.info());
                    }
                }))
                .containsExactly("terminated and truncated exclude each other");
    }

    @Test
    void an_end_without_a_reason_is_found() {
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    Step changed(Step step) {
                        EpisodeInfo info =
                                new EpisodeInfo(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0);
                        return new Step(step.observation(), step.reward(), step.terminated(), step.truncated(), info);
                    }
                }))
                .containsExactly("an end has a reason, and nothing else has");
    }

    @Test
    void a_cut_that_is_taken_for_an_end_of_the_task_is_found() {
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    public Step cut(Ending.Truncated why) {
                        return sound.step(new Action.Finish("", ""));
                    }
                }))
                .containsExactly("an episode that is cut off is truncated, for the reason given");
    }

    @Test
    void a_branch_that_is_the_environment_itself_is_found() {
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    public Environment branch() {
                        return this;
                    }
                }))
                .contains("a branch does not show in the environment it comes from");
    }

    @Test
    void chance_from_outside_is_found() {
        AtomicInteger draws = new AtomicInteger();
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    public Observation reset(Task task, long seed) {
                        return super.reset(task, seed + draws.incrementAndGet());
                    }
                }))
                .contains("equal tasks, seeds and actions give equal episodes");
    }

    @Test
    void a_step_that_is_taken_although_nothing_was_begun_is_found() {
        assertThat(broken(sound -> new Changed(sound) {
                    private boolean begun;

                    @Override
                    public Observation reset(Task task, long seed) {
                        begun = true;
                        return super.reset(task, seed);
                    }

                    @Override
                    public Step step(Action action) {
                        if (!begun) {
                            reset(Desk.task(0), 0);
                        }
                        return super.step(action);
                    }
                }))
                .containsExactly("step before reset is an error");
    }

    @Test
    void an_environment_that_throws_is_a_finding_and_no_exception() {
        assertThat(broken(sound -> new Changed(sound) {
                    @Override
                    Step changed(Step step) {
                        throw new IllegalArgumentException("no such tool");
                    }
                }))
                .containsExactly("nothing that an agent may do throws");
    }

    /// A sound environment of which one thing is changed.
    private static class Changed implements Environment {

        private final Environment sound;

        Changed(Environment sound) {
            this.sound = sound;
        }

        Step changed(Step step) {
            return step;
        }

        @Override
        public Observation reset(Task task, long seed) {
            return sound.reset(task, seed);
        }

        @Override
        public Step step(Action action) {
            return changed(sound.step(action));
        }

        @Override
        public Step cut(Ending.Truncated why) {
            return sound.cut(why);
        }

        @Override
        public Environment branch() {
            return sound.branch();
        }

        @Override
        public Conversation conversation() {
            return sound.conversation();
        }
    }
}

package dev.agentgym.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.AgentListener;
import dev.agentgym.agent.LoggedAgent;
import dev.agentgym.agent.ModelCall;
import dev.agentgym.agent.NullAgent;
import dev.agentgym.agent.RandomAgent;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Desk;
import dev.agentgym.environment.Ending;
import dev.agentgym.environment.Environment;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Step;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.TraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolloutRunnerTest {

    static final AgentFactory LOGGED = new AgentFactory() {
        @Override
        public Agent agent(Task task, long seed) {
            return LoggedAgent.of(
                    Objects.requireNonNull(EpisodeSetting.byId(Desk.logs()).get(task.conversation())), task);
        }

        @Override
        public String name() {
            return "logged";
        }
    };

    static final AgentFactory RANDOM = new AgentFactory() {
        @Override
        public Agent agent(Task task, long seed) {
            return new RandomAgent(seed);
        }

        @Override
        public String name() {
            return "random";
        }
    };

    private static RolloutSettings settings(int threads, int retries) {
        return new RolloutSettings(threads, Duration.ofSeconds(20), retries, Long.MAX_VALUE, Duration.ofHours(1));
    }

    private static List<Rollout> run(AgentFactory agents, RolloutSettings settings, List<Assignment> plan) {
        return new RolloutRunner(Desk::environment, agents, settings).run(plan);
    }

    private static List<Rollout> run(Function<Observation, Action> does) {
        return run(AgentFactory.of(new Scripted(does)), settings(2, 0), Assignment.plan(Desk.tasks(), 1, 1, 5));
    }

    private record Scripted(Function<Observation, Action> does) implements Agent {

        @Override
        public Action next(Observation observation) {
            return does.apply(observation);
        }

        @Override
        public String name() {
            return "scripted";
        }
    }

    @Test
    void a_plan_deals_tasks_to_groups_whose_siblings_share_the_seed_of_the_environment() {
        List<Assignment> plan = Assignment.plan(Desk.tasks(), 14, 2, 5);
        assertThat(plan)
                .extracting(Assignment::id)
                .startsWith("0.0", "0.1", "1.0")
                .endsWith("6.0", "6.1");
        assertThat(plan.get(0).seed()).isEqualTo(plan.get(1).seed());
        assertThat(plan.get(0).agentSeed()).isNotEqualTo(plan.get(1).agentSeed());
        assertThat(plan.get(12).task())
                .as("the tasks begin again")
                .isEqualTo(plan.get(0).task());
        assertThat(plan.get(12).seed())
                .as("with another seed")
                .isNotEqualTo(plan.get(0).seed());
    }

    @Test
    void the_logged_agent_does_what_the_log_shows_and_is_paid() {
        List<Rollout> rollouts = run(LOGGED, settings(2, 0), Assignment.plan(Desk.tasks(), 6, 1, 5));
        assertThat(rollouts).hasSize(6).allMatch(Rollout::success);
        Rollout first = rollouts.getFirst();
        assertThat(first.ending()).isEqualTo("customer_left");
        assertThat(first.conversation().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(first.conversation().id()).isEqualTo("c0~logged~0.0");
        assertThat(first.conversation().exchanges())
                .map(exchange -> exchange.call().name())
                .containsExactly("get_order", "cancel_order");
        assertThat(first.toolCalls()).isEqualTo(2);
    }

    @Test
    void the_null_agent_is_paid_nothing() {
        assertThat(run(AgentFactory.of(new NullAgent()), settings(1, 0), Assignment.plan(Desk.tasks(), 6, 1, 5)))
                .noneMatch(Rollout::success)
                .allMatch(rollout -> rollout.score() == 0 && rollout.failure().isEmpty());
    }

    /// The trap: threads that share a customer, a session or a generator of random numbers.
    @Test
    void one_thread_and_sixteen_give_the_same_bytes() {
        List<Assignment> plan = Assignment.plan(Desk.tasks(), 60, 3, 5);
        assertThat(text(run(RANDOM, settings(16, 0), plan))).isEqualTo(text(run(RANDOM, settings(1, 0), plan)));
    }

    private static String text(List<Rollout> rollouts) {
        return rollouts.stream().map(rollout -> rollout.toJson().toString()).collect(Collectors.joining("\n"));
    }

    @Test
    void siblings_of_a_group_may_differ_in_what_the_agent_draws() {
        List<Rollout> group = run(RANDOM, settings(1, 0), Assignment.plan(Desk.tasks(), 8, 8, 5));
        assertThat(group)
                .extracting(rollout -> rollout.conversation().messages())
                .doesNotHaveDuplicates();
        assertThat(group)
                .extracting(rollout -> rollout.conversation().messages().getFirst())
                .containsOnly(group.getFirst().conversation().messages().getFirst());
    }

    @Test
    void an_agent_that_cannot_decide_is_an_outcome() {
        Rollout rollout = run(_ -> {
                    throw new AgentException("the model is gone");
                })
                .getFirst();
        assertThat(rollout.failure()).contains(new Failure(Failure.Kind.AGENT, "the model is gone"));
        assertThat(rollout.success()).isFalse();
        assertThat(rollout.score()).isZero();
        assertThat(rollout.isCharged()).isTrue();
        assertThat(rollout.conversation().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Rollout.fromJson(Json.parse(rollout.toJson().toString()))).isEqualTo(rollout);
    }

    @Test
    void a_defect_of_an_agent_is_an_outcome() {
        Rollout rollout = run(observation ->
                        new Action.Say(observation.messages().get(99).text(), ""))
                .getFirst();
        assertThat(rollout.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.AGENT);
        assertThat(rollout.failure().orElseThrow().message()).contains("scripted broke", "IndexOutOfBounds");
    }

    @Test
    void a_defect_of_the_environment_is_an_outcome_and_not_charged() {
        RolloutRunner runner = new RolloutRunner(
                () -> new Broken(Desk.environment()), AgentFactory.of(new NullAgent()), settings(1, 0));
        Rollout rollout = runner.run(Assignment.plan(Desk.tasks(), 1, 1, 5)).getFirst();
        assertThat(rollout.failure().orElseThrow().message())
                .contains("step broke")
                .contains("on fire");
        assertThat(rollout.isCharged()).isFalse();
    }

    private record Broken(Environment sound) implements Environment {

        @Override
        public Observation reset(Task task, long seed) {
            return sound.reset(task, seed);
        }

        @Override
        public Step step(Action action) {
            throw new IllegalStateException("on fire");
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

    @Test
    void an_agent_that_fails_now_and_then_is_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        AgentFactory flaky = AgentFactory.of(new Scripted(_ -> {
            if (asked.incrementAndGet() < 3) {
                throw new AgentException("busy");
            }
            return new Action.Finish("Bye.", "");
        }));
        assertThat(run(flaky, settings(1, 2), Assignment.plan(Desk.tasks(), 1, 1, 5))
                        .getFirst()
                        .failure())
                .isEmpty();
        asked.set(0);
        assertThat(run(flaky, settings(1, 1), Assignment.plan(Desk.tasks(), 1, 1, 5))
                        .getFirst()
                        .failure())
                .contains(new Failure(Failure.Kind.AGENT, "busy"));
    }

    @Test
    void an_agent_that_never_answers_misses_its_deadline() {
        RolloutSettings hurried = new RolloutSettings(1, Duration.ofMillis(50), 0, Long.MAX_VALUE, Duration.ofHours(1));
        AgentFactory sleeper = AgentFactory.of(new Scripted(_ -> {
            try {
                Thread.sleep(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new AgentException("woken", e);
            }
            return new Action.Finish("", "");
        }));
        Rollout rollout =
                run(sleeper, hurried, Assignment.plan(Desk.tasks(), 1, 1, 5)).getFirst();
        assertThat(rollout.failure()).contains(new Failure(Failure.Kind.DEADLINE, "no action within 50 ms"));
    }

    private static RolloutSettings within(long tokens, Duration time) {
        return new RolloutSettings(
                1,
                Duration.ofSeconds(20),
                0,
                Long.MAX_VALUE,
                Duration.ofHours(1),
                new RolloutSettings.Allowance(tokens, time));
    }

    /// An agent whose model counts so many tokens for each answer, or does not count.
    private record Asking(Optional<ModelCall.Tokens> tokens) implements Agent {

        @Override
        public Action next(Observation observation) {
            throw new AssertionError("a listener was at hand");
        }

        @Override
        public Action next(Observation observation, AgentListener listener) {
            ModelCall.Answer answer =
                    new ModelCall.Answer(Message.Assistant.says("Tell me more?"), "m-1", "stop", tokens);
            listener.asked(new ModelCall(
                    "openai",
                    "m",
                    observation.messages(),
                    Optional.of(answer),
                    "",
                    Instant.EPOCH,
                    Instant.EPOCH.plusSeconds(1)));
            return new Action.Say("Tell me more?", "");
        }

        @Override
        public String name() {
            return "asking";
        }
    }

    @Test
    void an_episode_whose_tokens_are_used_up_is_cut_off_and_judged() {
        Rollout rollout = run(
                        AgentFactory.of(new Asking(Optional.of(new ModelCall.Tokens(90, 10, 0)))),
                        within(100, Duration.ofMinutes(5)),
                        Assignment.plan(Desk.tasks(), 1, 1, 5))
                .getFirst();

        assertThat(rollout.ending()).isEqualTo("too_many_tokens");
        assertThat(rollout.truncated()).isTrue();
        assertThat(rollout.failure()).isEmpty();
        assertThat(rollout.reward()).isPresent();
        assertThat(rollout.success()).isFalse();
        assertThat(rollout.turns()).isEqualTo(1);
    }

    // A server that does not count would otherwise lift the limit.
    @Test
    void tokens_that_nobody_counted_are_estimated() {
        Rollout rollout = run(
                        AgentFactory.of(new Asking(Optional.empty())),
                        within(1, Duration.ofMinutes(5)),
                        Assignment.plan(Desk.tasks(), 1, 1, 5))
                .getFirst();

        assertThat(rollout.ending()).isEqualTo("too_many_tokens");
        assertThat(rollout.turns()).isEqualTo(1);
    }

    @Test
    void an_agent_that_thinks_longer_than_the_episode_may_take_is_cut_off_and_has_not_failed() {
        AgentFactory sleeper = AgentFactory.of(new Scripted(_ -> {
            try {
                Thread.sleep(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new AgentException("woken", e);
            }
            return new Action.Finish("", "");
        }));

        Rollout rollout = run(
                        sleeper, within(Long.MAX_VALUE, Duration.ofMillis(50)), Assignment.plan(Desk.tasks(), 1, 1, 5))
                .getFirst();

        assertThat(rollout.ending()).isEqualTo("out_of_time");
        assertThat(rollout.truncated()).isTrue();
        assertThat(rollout.failure()).isEmpty();
    }

    @Test
    void what_happened_when_is_kept_beside_the_rollout() {
        List<Effort> efforts = new ArrayList<>();
        RolloutStore store = new RolloutStore() {
            @Override
            public boolean has(Assignment assignment) {
                return false;
            }

            @Override
            public void add(Rollout rollout, Effort effort) {
                efforts.add(effort);
                assertThat(effort.course().tools()).hasSize(rollout.toolCalls());
            }
        };
        new RolloutRunner(Desk::environment, LOGGED, settings(1, 0))
                .run(Assignment.plan(Desk.tasks(), 3, 1, 5), store, (a, b, c) -> {});

        assertThat(efforts).hasSize(3).allSatisfy(effort -> {
            assertThat(effort.course().tools()).isNotEmpty();
            Course.Interval first = effort.course().tools().getFirst();
            assertThat(first.began())
                    .isBetween(effort.course().began(), effort.course().ended());
            assertThat(first.ended()).isBetween(first.began(), effort.course().ended());
        });
    }

    @Test
    void a_spent_budget_leaves_the_rest_open() {
        RolloutSettings poor = new RolloutSettings(1, Duration.ofSeconds(20), 0, 3, Duration.ofHours(1));
        assertThat(run(AgentFactory.of(new NullAgent()), poor, Assignment.plan(Desk.tasks(), 6, 1, 5)))
                .hasSize(3);
    }

    @Test
    void a_result_that_cannot_be_kept_ends_the_run() {
        RolloutStore full = new RolloutStore() {
            @Override
            public boolean has(Assignment assignment) {
                return false;
            }

            @Override
            public void add(Rollout rollout, Effort effort) {
                throw new TraceException("the disk is full");
            }
        };
        RolloutRunner runner = new RolloutRunner(Desk::environment, AgentFactory.of(new NullAgent()), settings(4, 0));
        assertThatThrownBy(() -> runner.run(Assignment.plan(Desk.tasks(), 60, 1, 5), full, (a, b, c) -> {}))
                .hasMessageContaining("the disk is full");
    }

    @Test
    void the_tokens_of_a_policy_are_kept() {
        TokenSpan span = new TokenSpan(1, List.of(5, 6), List.of(false, true), List.of(0.0, -0.25));
        AgentFactory policy = AgentFactory.of(new SamplingAgent() {
            @Override
            public List<TokenSpan> tokens() {
                return List.of(span);
            }

            @Override
            public Action next(Observation observation) {
                return new Action.Finish("Bye.", "sampled");
            }

            @Override
            public String name() {
                return "policy";
            }
        });
        Rollout rollout = run(policy, settings(1, 0), Assignment.plan(Desk.tasks(), 1, 1, 5))
                .getFirst();
        assertThat(rollout.tokens()).containsExactly(span);
        assertThat(Rollout.fromJson(rollout.toJson())).isEqualTo(rollout);
        assertThatThrownBy(() -> new TokenSpan(1, List.of(5), List.of(), List.of()))
                .hasMessageContaining("1 tokens, 0 marks");
    }
}

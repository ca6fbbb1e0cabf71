package dev.agentgym.rollout;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Ending;
import dev.agentgym.environment.Environment;
import dev.agentgym.environment.EpisodeInfo;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Step;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Plays one assignment to its end. Whatever goes wrong on the way is part of the rollout. Mutable, for one thread.
final class Player {

    private static final EpisodeInfo NOTHING =
            new EpisodeInfo(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0);

    /// What came of it and how long it took.
    record Played(Rollout rollout, Effort effort) {}

    private final Environment environment;
    private final RolloutSettings settings;
    private final InstantSource clock;
    private final Assignment assignment;
    private final Agent agent;
    private final String name;
    private final CourseRecorder recorder;
    private Duration thought = Duration.ZERO;
    private int decisions;

    private Player(
            Environment environment,
            AgentFactory agents,
            RolloutSettings settings,
            InstantSource clock,
            Assignment assignment) {
        this.environment = environment;
        this.settings = settings;
        this.clock = clock;
        this.recorder = new CourseRecorder(clock);
        this.assignment = assignment;
        this.agent = agents.agent(assignment.task(), assignment.agentSeed());
        this.name = agents.name();
    }

    /// @throws InterruptedException when the thread is told to stop: such an episode leaves no rollout
    static Played play(
            Environment environment,
            AgentFactory agents,
            RolloutSettings settings,
            InstantSource clock,
            Assignment assignment)
            throws InterruptedException {
        Player player = new Player(environment, agents, settings, clock, assignment);
        Rollout rollout = player.play();
        Course course = player.recorder.course();
        Duration total = Duration.between(course.began(), course.ended());
        return new Played(rollout, new Effort(assignment.id(), total, player.thought, player.decisions, course));
    }

    private Rollout play() throws InterruptedException {
        Observation observation;
        try {
            observation = environment.reset(assignment.task(), assignment.seed());
        } catch (RuntimeException e) {
            return failed(NOTHING, unbegun(), environment("reset", e));
        }
        EpisodeInfo info = NOTHING;
        while (true) {
            Action action;
            try {
                action = decide(observation);
            } catch (AgentException e) {
                return failed(info, played(), new Failure(Failure.Kind.AGENT, String.valueOf(e.getMessage())));
            } catch (Deadline.Missed e) {
                if (e.isOfEpisode()) {
                    return cutOff(info);
                }
                return failed(info, played(), new Failure(Failure.Kind.DEADLINE, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                return failed(info, played(), new Failure(Failure.Kind.AGENT, name + " broke: " + e));
            }
            try {
                Step step = done(action, info);
                if (step.isLast()) {
                    return ended(step);
                }
                observation = step.observation();
                info = step.info();
            } catch (RuntimeException e) {
                return failed(info, played(), environment("step", e));
            }
        }
    }

    private Step done(Action action, EpisodeInfo before) {
        Instant from = clock.instant();
        Step step = environment.step(action);
        recorder.called(step.info().toolCalls() - before.toolCalls(), from, clock.instant());
        return step.isLast() ? step : spent().map(environment::cut).orElse(step);
    }

    private Optional<Ending.Truncated> spent() {
        long limit = settings.each().tokens();
        if (recorder.tokens() >= limit) {
            return Optional.of(new Ending.TooManyTokens(limit));
        }
        return isOutOfTime() ? Optional.of(outOfTime()) : Optional.empty();
    }

    private boolean isOutOfTime() {
        return !left().isPositive();
    }

    private Duration left() {
        return settings.each().time().minus(Duration.between(recorder.began(), clock.instant()));
    }

    private Ending.Truncated outOfTime() {
        return new Ending.OutOfTime(settings.each().time());
    }

    /// The agent thought until the episode's time was over.
    private Rollout cutOff(EpisodeInfo info) {
        try {
            return ended(environment.cut(outOfTime()));
        } catch (RuntimeException e) {
            return failed(info, played(), environment("cut", e));
        }
    }

    private static Failure environment(String method, RuntimeException thrown) {
        return new Failure(Failure.Kind.ENVIRONMENT, method + " broke: " + thrown);
    }

    private Action decide(Observation observation) throws InterruptedException {
        Instant start = clock.instant();
        try {
            for (int left = settings.retries(); ; left--) {
                decisions++;
                try {
                    return deadline().get(() -> agent.next(observation, recorder));
                } catch (AgentException e) {
                    if (left <= 0) {
                        throw e;
                    }
                }
            }
        } finally {
            thought = thought.plus(Duration.between(start, clock.instant()));
        }
    }

    /// For one action, and within what is left of the episode.
    private Deadline deadline() {
        Duration shortest = Duration.ofMillis(1);
        Duration left = left().compareTo(shortest) > 0 ? left() : shortest;
        return left.compareTo(settings.decision()) < 0
                ? new Deadline(left, true)
                : new Deadline(settings.decision(), false);
    }

    private Conversation played() {
        return environment.conversation();
    }

    /// What is known of an episode that never began.
    private Conversation unbegun() {
        return Conversation.of(
                assignment.task().id(),
                List.of(Message.User.says(assignment.task().goal())),
                Outcome.UNKNOWN);
    }

    private Rollout ended(Step step) {
        boolean success = step.terminated()
                && step.info().verdict().filter(verdict -> verdict.success()).isPresent();
        String ending = step.info().ending().map(reason -> reason.label()).orElse("ended");
        return rollout(played(), step.info(), ending, step.truncated(), success, Optional.empty());
    }

    private Rollout failed(EpisodeInfo info, Conversation played, Failure failure) {
        return rollout(played, info, "failed", false, false, Optional.of(failure));
    }

    private Rollout rollout(
            Conversation played,
            EpisodeInfo info,
            String ending,
            boolean truncated,
            boolean success,
            Optional<Failure> failure) {
        return new Rollout(
                assignment.id(),
                signed(played, success, info, failure),
                assignment.task().id(),
                assignment.task().intent(),
                assignment.task().part(),
                name,
                assignment.seed(),
                assignment.group(),
                assignment.index(),
                info.verdict(),
                success,
                ending,
                truncated,
                info.userFault(),
                failure,
                info.turns(),
                info.toolCalls(),
                info.toolErrors(),
                agent instanceof SamplingAgent sampling ? sampling.tokens() : List.of());
    }

    /// The trace of the episode, under an id that no other rollout of the run has, with its agent and its outcome.
    private Conversation signed(Conversation played, boolean success, EpisodeInfo info, Optional<Failure> failure) {
        boolean spoiled = info.userFault().isPresent() || failure.isPresent();
        Outcome outcome = success ? Outcome.SUCCESS : spoiled ? Outcome.UNKNOWN : Outcome.FAILURE;
        return new Conversation(
                assignment.task().id() + "~" + name + "~" + assignment.id(),
                played.messages(),
                outcome,
                played.satisfaction(),
                played.tools(),
                played.metadata().deepCopy().put("agent", name),
                played.extra());
    }
}

package dev.agentgym.rollout;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Environment;
import dev.agentgym.environment.EpisodeInfo;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Step;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Plays one assignment to its end. Whatever goes wrong on the way is part of the rollout. Mutable, for one thread.
final class Player {

    private static final EpisodeInfo NOTHING =
            new EpisodeInfo(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0);

    /// What came of it and how long it took.
    record Played(Rollout rollout, Effort effort) {}

    private final Environment environment;
    private final RolloutSettings settings;
    private final LongSupplier nanos;
    private final Assignment assignment;
    private final Agent agent;
    private final String name;
    private long thought;
    private int decisions;

    private Player(
            Environment environment,
            AgentFactory agents,
            RolloutSettings settings,
            LongSupplier nanos,
            Assignment assignment) {
        this.environment = environment;
        this.settings = settings;
        this.nanos = nanos;
        this.assignment = assignment;
        this.agent = agents.agent(assignment.task(), assignment.agentSeed());
        this.name = agents.name();
    }

    /// @throws InterruptedException when the thread is told to stop: such an episode leaves no rollout
    static Played play(
            Environment environment,
            AgentFactory agents,
            RolloutSettings settings,
            LongSupplier nanos,
            Assignment assignment)
            throws InterruptedException {
        long start = nanos.getAsLong();
        Player player = new Player(environment, agents, settings, nanos, assignment);
        Rollout rollout = player.play();
        Duration total = Duration.ofNanos(nanos.getAsLong() - start);
        return new Played(
                rollout, new Effort(assignment.id(), total, Duration.ofNanos(player.thought), player.decisions));
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
                return failed(info, played(), new Failure(Failure.Kind.DEADLINE, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                return failed(info, played(), new Failure(Failure.Kind.AGENT, name + " broke: " + e));
            }
            try {
                Step step = environment.step(action);
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

    private static Failure environment(String method, RuntimeException thrown) {
        return new Failure(Failure.Kind.ENVIRONMENT, method + " broke: " + thrown);
    }

    private Action decide(Observation observation) throws InterruptedException {
        Deadline deadline = new Deadline(settings.decision());
        long start = nanos.getAsLong();
        try {
            for (int left = settings.retries(); ; left--) {
                decisions++;
                try {
                    return deadline.get(() -> agent.next(observation));
                } catch (AgentException e) {
                    if (left <= 0) {
                        throw e;
                    }
                }
            }
        } finally {
            thought += nanos.getAsLong() - start;
        }
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

package dev.agentgym.llm.optimize;

import dev.agentgym.Gym;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.Rules;
import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.agent.ModelAgent;
import dev.agentgym.llm.agent.WatchedAgent;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutSettings;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Tries candidates in a gym: an agent with the candidate's prompt plays a task with the simulated customer over
/// mocked tools, and the gym's reward judges the episode. Safe to share between threads.
///
/// @param gym whose tasks are played
/// @param rules how they are played
/// @param tasks by their ids
/// @param model who the agent asks; what it costs is the business of that client
/// @param seed of all that is left to chance
public record GymArena(Gym gym, Rules rules, Map<String, Task> tasks, ModelClient model, long seed) implements Arena {

    private static final double GOOD = 0.999;
    private static final int REASONS = 5;

    @Override
    public Outcome play(Candidate candidate, String id, int attempt) {
        Task task = Optional.ofNullable(tasks.get(id))
                .orElseThrow(() -> new IllegalArgumentException("the gym has no task " + id));
        long episode = episode(seed, id, attempt);
        long drawn = Seeds.of(episode, candidate.toJson().toString().hashCode());
        Sampling sampling = Sampling.DEFAULT.drawn(drawn);
        ModelAgent agent = new ModelAgent(
                model,
                "candidate",
                ModelAgent.Settings.DEFAULT.with(candidate.whole(id)).with(sampling));
        AtomicReference<Optional<ModelException>> failure = new AtomicReference<>(Optional.empty());
        Agent watched = new WatchedAgent(agent, failed -> failure.set(Optional.of(failed)));
        Rollout rollout = new RolloutRunner(() -> gym.environment(rules), AgentFactory.of(watched), settings(1))
                .run(List.of(new Assignment("0.0", task, episode, 0, 0)))
                .getFirst();
        return failure.get().map(GymArena::failed).orElseGet(() -> outcome(rollout, task));
    }

    /// What draws the customer's part of a rollout: the same for every candidate.
    static long episode(long seed, String task, int attempt) {
        return Seeds.of(Seeds.of(seed, task.hashCode()), attempt);
    }

    static RolloutSettings settings(int threads) {
        return new RolloutSettings(threads, Duration.ofMinutes(6), 0, Long.MAX_VALUE, Duration.ofHours(1));
    }

    private static Outcome failed(ModelException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure.failure() instanceof Failure.BudgetSpent) {
            throw new SearchStopped(true, reason);
        }
        return new Outcome.Failed(failure.failure() instanceof Failure.BadRequest, reason);
    }

    private Outcome outcome(Rollout rollout, Task task) {
        if (!rollout.isCharged()) {
            String reason = rollout.userFault()
                    .or(() -> rollout.failure().map(dev.agentgym.rollout.Failure::message))
                    .orElse("spoiled");
            return new Outcome.Failed(false, reason);
        }
        String feedback = rollout.reward()
                .map(reward -> feedback(reward, rollout))
                .orElseGet(() -> "The agent failed: "
                        + rollout.failure()
                                .map(dev.agentgym.rollout.Failure::message)
                                .orElse(rollout.ending()));
        Retold retold = Retold.of(rollout.conversation(), feedback, log(task));
        return new Outcome.Scored(rollout.score(), retold.feedback(), retold.transcript());
    }

    private Conversation log(Task task) {
        return gym.traces().stream()
                .filter(conversation -> conversation.id().equals(task.conversation()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the gym has no conversation " + task.conversation()));
    }

    /// What cost most first, with the reward's own evidence.
    private static String feedback(Reward reward, Rollout rollout) {
        String reasons = reward.parts().stream()
                .filter(part -> part.value() < GOOD)
                .sorted(Comparator.comparingDouble((Scored part) -> part.weight() * (part.value() - 1)))
                .limit(REASONS)
                .map(part -> part.name() + ": " + part.evidence())
                .collect(Collectors.joining("; "));
        String ending = rollout.truncated() ? " The conversation was cut off: " + rollout.ending() + "." : "";
        return (reasons.isEmpty() ? "All went well." : reasons) + ending;
    }
}

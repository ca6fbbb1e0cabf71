package dev.agentgym.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Reward;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.TraceException;
import java.util.List;
import java.util.Optional;

/// An episode that was played, whatever became of it. Immutable; equal plans and agents give equal rollouts, so how
/// long it took is kept elsewhere, in [Effort].
///
/// @param id unique in a run
/// @param conversation all that was said and called; its metadata name the agent, the task and the seed
/// @param task the id of the task
/// @param intent what the task is about
/// @param part whether the task is to learn from or to be tested on
/// @param agent who played
/// @param seed of the environment
/// @param group the number of the group: siblings have played the same task from the same start
/// @param index the number among the siblings
/// @param reward what it was worth, in parts; empty where something failed
/// @param success whether the customer got what they came for: the reward says so, and nothing was cut off
/// @param ending why it was over, as [dev.agentgym.environment.Ending#label] says it; `failed` where something
/// failed
/// @param truncated whether it was cut off
/// @param userFault what the simulated customer did wrong; such a rollout is not charged to the agent
/// @param failure what failed
/// @param turns how often the agent spoke to the customer
/// @param toolCalls how many tool calls it made
/// @param toolErrors how many of them were refused or failed
/// @param tokens what a policy sampled; empty for other agents
public record Rollout(
        String id,
        Conversation conversation,
        String task,
        String intent,
        Task.Part part,
        String agent,
        long seed,
        int group,
        int index,
        Optional<Reward> reward,
        boolean success,
        String ending,
        boolean truncated,
        Optional<String> userFault,
        Optional<Failure> failure,
        int turns,
        int toolCalls,
        int toolErrors,
        List<TokenSpan> tokens) {

    /// Copies the tokens.
    public Rollout {
        tokens = List.copyOf(tokens);
    }

    /// The total of the reward; 0 where something failed.
    public double score() {
        return reward.map(Reward::total).orElse(0.0);
    }

    /// Whether this says something about the agent: neither the simulated customer nor the environment spoiled it.
    public boolean isCharged() {
        return userFault.isEmpty()
                && failure.filter(failed -> failed.kind() == Failure.Kind.ENVIRONMENT)
                        .isEmpty();
    }

    /// The same, judged anew.
    public Rollout judged(Reward other) {
        return new Rollout(
                id,
                conversation,
                task,
                intent,
                part,
                agent,
                seed,
                group,
                index,
                Optional.of(other),
                other.success() && !truncated,
                ending,
                truncated,
                userFault,
                failure,
                turns,
                toolCalls,
                toolErrors,
                tokens);
    }

    /// One line of a file of rollouts.
    public ObjectNode toJson() {
        return RolloutFormat.write(this);
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @throws TraceException when a field is missing or of the wrong kind
    public static Rollout fromJson(JsonNode json) {
        return RolloutFormat.read(json);
    }
}

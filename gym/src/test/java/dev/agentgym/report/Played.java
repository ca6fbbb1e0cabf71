package dev.agentgym.report;

import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Logged;
import java.util.List;
import java.util.Optional;

/// Rollouts written short.
final class Played {

    private Played() {}

    /// A rollout of which only the task, the try and the reward matter; it succeeds with a reward of 1.
    static Rollout of(String agent, String task, int index, double reward) {
        return of(agent, task, index, reward, Optional.empty(), Optional.empty());
    }

    static Rollout spoiled(String agent, String task, int index) {
        return of(agent, task, index, 0, Optional.of("gave itself away"), Optional.empty());
    }

    static Rollout failed(String agent, String task, int index, Failure.Kind kind) {
        return of(agent, task, index, 0, Optional.empty(), Optional.of(new Failure(kind, "broke")));
    }

    private static Rollout of(
            String agent, String task, int index, double reward, Optional<String> fault, Optional<Failure> failure) {
        Conversation conversation = Logged.log(
                task + "~" + agent + "~" + index,
                "get_order {\"id\":\"W-1\"} -> {\"total\":10}",
                "refund {\"id\":\"W-1\"} -> !\"Error: too late\"");
        Reward verdict = new Reward(reward, reward == 1, List.of(new Scored("end_state", reward, 0.5, "as expected")));
        return new Rollout(
                task + "." + index,
                conversation,
                task,
                task.startsWith("a") ? "refund" : "cancel",
                Task.Part.TEST,
                agent,
                7,
                0,
                index,
                failure.isPresent() ? Optional.empty() : Optional.of(verdict),
                reward == 1,
                failure.isPresent() ? "failed" : "customer_left",
                false,
                fault,
                failure,
                3,
                2,
                1,
                List.of());
    }
}

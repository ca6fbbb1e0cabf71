package dev.agentgym.cli;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.agent.WatchedAgent;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Effort;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutStore;
import dev.agentgym.task.Task;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Agents whose models may be too dear: an episode that broke off because nothing was left to pay with says nothing
/// of the agent, and is as one that was not played. Safe to share between threads.
final class PaidAgents implements AgentFactory {

    private final AgentFactory agents;
    private final Set<String> unpaid = ConcurrentHashMap.newKeySet();

    PaidAgents(AgentFactory agents) {
        this.agents = agents;
    }

    @Override
    public Agent agent(Task task, long seed) {
        return new WatchedAgent(agents.agent(task, seed), failed -> {
            if (failed.failure() instanceof Failure.BudgetSpent) {
                unpaid.add(key(task.id(), seed));
            }
        });
    }

    @Override
    public String name() {
        return agents.name();
    }

    private static String key(String task, long seed) {
        return seed + " " + task;
    }

    /// The store, without episodes that could not be paid for.
    RolloutStore before(RolloutStore store) {
        return new RolloutStore() {
            @Override
            public boolean has(Assignment assignment) {
                return store.has(assignment);
            }

            @Override
            public void add(Rollout rollout, Effort effort) {
                if (!unpaid.contains(key(rollout.task(), Seeds.of(rollout.seed(), rollout.index())))) {
                    store.add(rollout, effort);
                }
            }
        };
    }
}

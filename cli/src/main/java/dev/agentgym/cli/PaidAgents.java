package dev.agentgym.cli;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.AgentListener;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
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
        return new Watched(agents.agent(task, seed), key(task.id(), seed));
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

    private final class Watched implements Agent {

        private final Agent agent;
        private final String key;

        Watched(Agent agent, String key) {
            this.agent = agent;
            this.key = key;
        }

        @Override
        public Action next(Observation observation) {
            return next(observation, AgentListener.NOBODY);
        }

        @Override
        public Action next(Observation observation, AgentListener listener) {
            try {
                return agent.next(observation, listener);
            } catch (AgentException e) {
                if (e.getCause() instanceof ModelException failed && failed.failure() instanceof Failure.BudgetSpent) {
                    unpaid.add(key);
                }
                throw e;
            }
        }

        @Override
        public String name() {
            return agent.name();
        }
    }
}

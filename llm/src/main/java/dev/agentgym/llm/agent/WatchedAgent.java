package dev.agentgym.llm.agent;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentListener;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.llm.ModelException;
import java.util.function.Consumer;

/// An agent that also tells why its model failed: of an episode that broke off, a rollout keeps the words only. As
/// safe to share between threads as the agent and the watcher are.
///
/// @param agent the agent itself
/// @param watcher hears of each failure, before it is thrown on
public record WatchedAgent(Agent agent, Consumer<ModelException> watcher) implements Agent {

    @Override
    public Action next(Observation observation) {
        return next(observation, AgentListener.NOBODY);
    }

    @Override
    public Action next(Observation observation, AgentListener listener) {
        try {
            return agent.next(observation, listener);
        } catch (AgentException e) {
            if (e.getCause() instanceof ModelException failed) {
                watcher.accept(failed);
            }
            throw e;
        }
    }

    @Override
    public String name() {
        return agent.name();
    }
}

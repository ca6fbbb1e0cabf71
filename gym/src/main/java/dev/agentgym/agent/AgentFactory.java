package dev.agentgym.agent;

import dev.agentgym.task.Task;

/// Says who plays an episode. Safe to share between threads.
public interface AgentFactory {

    /// The agent for an episode: a shared one, or one that knows this task or draws by this seed.
    ///
    /// @param seed draws what the agent leaves to chance; siblings of a group have different ones
    Agent agent(Task task, long seed);

    /// What its agents are called wherever it is said who played.
    String name();

    /// The same agent for every episode.
    static AgentFactory of(Agent agent) {
        return new AgentFactory() {
            @Override
            public Agent agent(Task task, long seed) {
                return agent;
            }

            @Override
            public String name() {
                return agent.name();
            }
        };
    }
}

package dev.agentgym;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.Demonstrable;
import dev.agentgym.agent.Precedents;
import dev.agentgym.agent.Precedents.Precedent;
import dev.agentgym.task.Task;

/// Agents that are shown logged situations which have nothing to do with the task that they play. Safe to share.
///
/// @param plain makes the agents
/// @param precedents what there is to be shown
/// @param kinship what must not be
/// @param count how many situations at most
/// @param tokens how many at most all together have
record Demonstrated(AgentFactory plain, Precedents precedents, Kinship kinship, int count, int tokens)
        implements AgentFactory {

    @Override
    public Agent agent(Task task, long seed) {
        Agent agent = plain.agent(task, seed);
        if (!(agent instanceof Demonstrable demonstrable)) {
            throw new GymException(
                    agent.name() + " cannot be shown demonstrations; only agents behind chat models can");
        }
        return demonstrable.shown(messages ->
                precedents.near(messages, log -> kinship.isStrange(log, task), count, tokens).stream()
                        .map(Precedent::text)
                        .toList());
    }

    @Override
    public String name() {
        return plain.name() + " with " + count + (count == 1 ? " demonstration" : " demonstrations");
    }
}

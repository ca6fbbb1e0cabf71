package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;

/// Decides what to do next in a conversation. Implementations are safe to share between conversations and threads:
/// all they know of a conversation is in the observation.
public interface Agent {

    /// The next action.
    ///
    /// @throws AgentException when no action can be decided, such as when a model does not answer
    Action next(Observation observation);

    /// The next action, with somebody who hears how it comes about. Agents that have nothing to tell tell nothing.
    ///
    /// @throws AgentException when no action can be decided
    default Action next(Observation observation, AgentListener listener) {
        return next(observation);
    }

    /// What this agent is called wherever it is said who answered.
    String name();
}

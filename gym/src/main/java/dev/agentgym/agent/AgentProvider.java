package dev.agentgym.agent;

import java.util.Map;
import java.util.Optional;

/// Offers an agent that the core does not know, such as one behind a chat model. Found through
/// [java.util.ServiceLoader].
public interface AgentProvider {

    /// The agent, if this environment has what it needs, such as a key; empty otherwise.
    ///
    /// @param environment the environment variables
    Optional<Agent> offer(Map<String, String> environment);

    /// The agent of this name, if this provider knows it; empty otherwise.
    ///
    /// @param name as a person types it: a short name, or a URL
    /// @throws AgentException when it is known and cannot be had, such as without a key
    default Optional<Agent> named(String name, Map<String, String> environment) {
        return Optional.empty();
    }
}

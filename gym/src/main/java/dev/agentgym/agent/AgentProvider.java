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
}

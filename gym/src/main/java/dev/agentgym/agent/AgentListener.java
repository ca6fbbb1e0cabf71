package dev.agentgym.agent;

import java.util.Optional;
import java.util.function.Consumer;

/// Hears what an agent does while it decides. Called on the thread that decides, in order.
public interface AgentListener {

    /// Nobody listens.
    AgentListener NOBODY = new AgentListener() {};

    /// Who hears the agent's words while it says them; empty where nobody does, so that agents need not stream. What is
    /// heard of a decision that fails is void, and so is what an agent says beside a call of tools.
    default Optional<Consumer<String>> words() {
        return Optional.empty();
    }

    /// The agent has asked a model.
    default void asked(ModelCall call) {}

    /// A tool has answered the agent.
    default void called(Reply.Step step) {}
}

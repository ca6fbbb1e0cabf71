package dev.agentgym.agent;

import dev.agentgym.trace.ToolCall;
import java.util.Optional;
import java.util.function.Consumer;

/// Hears what an agent does while it decides. Called on the thread that decides, in order.
public interface AgentListener {

    /// Nobody listens.
    AgentListener NOBODY = new AgentListener() {};

    /// Who hears the agent's words while it says them; empty where nobody does, so that agents need not stream.
    /// What is heard of a decision that fails is void, and so is what an agent says beside a call of tools.
    default Optional<Consumer<String>> words() {
        return Optional.empty();
    }

    /// The agent has asked a model.
    default void asked(ModelCall call) {}

    /// The agent is about to call a tool; told by [Chat].
    default void calling(ToolCall call) {}

    /// A tool has answered the agent; told by [Chat].
    default void called(Reply.Step step) {}
}

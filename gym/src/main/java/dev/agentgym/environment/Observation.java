package dev.agentgym.environment;

import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.util.List;

/// What an agent knows when it has to act. Immutable.
///
/// @param messages the conversation so far, oldest first
/// @param tools the tools that it may call
public record Observation(List<Message> messages, List<ToolSchema> tools) {

    /// Copies the lists.
    public Observation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}

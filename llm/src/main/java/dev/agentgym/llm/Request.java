package dev.agentgym.llm;

import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.util.List;

/// All that a model is given: two equal requests ask the same. Immutable.
///
/// @param messages the conversation, oldest first; system prompts anywhere in it become instructions
/// @param tools the tools that the model may call
/// @param sampling how the answer is drawn
public record Request(List<Message> messages, List<ToolSchema> tools, Sampling sampling) {

    /// Copies the lists.
    public Request {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}

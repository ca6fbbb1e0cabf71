package dev.agentgym.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.Optional;

/// All that a model is given: two equal requests ask the same. Immutable.
///
/// @param messages the conversation, oldest first; system prompts anywhere in it become instructions
/// @param tools the tools that the model may call
/// @param sampling how the answer is drawn
/// @param schema the JSON Schema, an object's, that the text of the answer has to follow; empty for free text
/// @param rollout tells apart questions that are asked again on purpose: a cache answers each number on its own
public record Request(
        List<Message> messages, List<ToolSchema> tools, Sampling sampling, Optional<ObjectNode> schema, int rollout) {

    /// Copies the lists.
    public Request {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /// A question that is answered in free text or by calls.
    public Request(List<Message> messages, List<ToolSchema> tools, Sampling sampling) {
        this(messages, tools, sampling, Optional.empty(), 0);
    }

    /// A question without tools.
    public static Request of(List<Message> messages, Sampling sampling) {
        return new Request(messages, List.of(), sampling);
    }

    /// The same, drawn in another way.
    public Request with(Sampling other) {
        return new Request(messages, tools, other, schema, rollout);
    }

    /// The same, asked for the n-th time on purpose.
    public Request again(int number) {
        return new Request(messages, tools, sampling, schema, number);
    }

    /// The same, to be answered by JSON of this schema.
    public Request answeredBy(ObjectNode jsonSchema) {
        return new Request(messages, tools, sampling, Optional.of(jsonSchema), rollout);
    }
}

package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Course;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.Map;

/// Spans of episodes as they were played: OpenTelemetry's conventions for generative AI, in OTLP JSON, one object
/// for each episode. Immutable and safe to share.
///
/// The agent's span has the whole conversation and its verdict; within it stands a span for every question to a
/// model, with what was sent, the exact model, tokens and finish reason, and one for every call of a tool. Every
/// run has ids of its own.
///
/// @param name of the service: the gym
/// @param tools declarations for conversations that bring none
public record EpisodeSpans(String name, List<ToolSchema> tools) {

    /// Copies the tools.
    public EpisodeSpans {
        tools = List.copyOf(tools);
    }

    /// The spans of a rollout.
    public ObjectNode of(Rollout rollout, Course course) {
        return of(Sample.of(rollout), course);
    }

    /// The spans of a conversation that nobody judged.
    ///
    /// @param conversation whose metadata name the agent
    public ObjectNode of(Conversation conversation, Course course) {
        return of(Sample.of(conversation, Task.Part.TRAIN), course);
    }

    private ObjectNode of(Sample sample, Course course) {
        RowContext context = new RowContext(name, tools, Map.of(), RowStyle.DEFAULT);
        String run = sample.conversation().id() + " " + course.began();
        return new OtelTrace(context, sample, course, run).row();
    }
}

package dev.agentgym.rollout;

import dev.agentgym.agent.ModelCall;
import java.time.Instant;
import java.util.List;

/// What happened in an episode and when, beside what was said, as no two runs agree on it. Immutable.
///
/// @param began when it began
/// @param ended when it was over
/// @param asked the questions to models, in order; empty where the agent asks none
/// @param tools when each tool call was made and answered, in the order of the calls; calls that were made at once
/// share their time
public record Course(Instant began, Instant ended, List<ModelCall> asked, List<Interval> tools) {

    /// A stretch of time.
    ///
    /// @param began where it begins
    /// @param ended where it ends
    public record Interval(Instant began, Instant ended) {}

    /// Copies the lists.
    public Course {
        asked = List.copyOf(asked);
        tools = List.copyOf(tools);
    }
}

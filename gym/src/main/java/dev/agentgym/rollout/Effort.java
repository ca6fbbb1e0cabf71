package dev.agentgym.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.time.Duration;

/// How long a rollout took, which no two runs agree on. Immutable.
///
/// @param rollout the id of the rollout
/// @param total from its begin to its end
/// @param agent of this, how long its agent thought
/// @param decisions how often the agent was asked, again after a failure included
/// @param course what happened when; not part of the line in the file
public record Effort(String rollout, Duration total, Duration agent, int decisions, Course course) {

    /// One line of the file beside the rollouts.
    public ObjectNode toJson() {
        return Json.object()
                .put("id", rollout)
                .put("milliseconds", total.toMillis())
                .put("agent_milliseconds", agent.toMillis())
                .put("decisions", decisions);
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// How much the logs show of a tool. Immutable.
///
/// @param calls how often it was called
/// @param refused how many of these calls it refused
/// @param unanswered how many of these calls have no answer in the logs
/// @param distinctArguments how many different arguments it was called with
/// @param conversations in how many conversations it was called
/// @param meanAnswerSize mean length of its answers, accepting or not, as JSON text in characters; 0 without any
public record ToolStatistics(
        long calls, long refused, long unanswered, long distinctArguments, long conversations, double meanAnswerSize) {

    /// The counts as JSON; the mean is rounded to whole characters.
    public ObjectNode toJson() {
        return Json.object()
                .put("calls", calls)
                .put("refused", refused)
                .put("unanswered", unanswered)
                .put("distinct_arguments", distinctArguments)
                .put("conversations", conversations)
                .put("mean_answer_size", Math.round(meanAnswerSize));
    }
}

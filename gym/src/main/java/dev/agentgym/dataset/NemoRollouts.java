package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Json;
import java.time.Instant;
import java.util.List;

/// Rollouts as NeMo Gym collects them: what the agent was given, and a response in which everything after stands.
///
/// @param context what all rows share
record NemoRollouts(RowContext context) implements RowFormat.OfConversation {

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        List<Line> lines = context.lines(sample);
        int begin = 0;
        while (begin < lines.size() && !lines.get(begin).trained()) {
            begin++;
        }
        ArrayNode tools = ResponseItems.tools(context.toolsOf(sample.conversation()));
        ObjectNode row = Json.object();
        ObjectNode parameters = row.putObject("responses_create_params");
        parameters.set("input", ResponseItems.of(lines.subList(0, begin), 0));
        parameters.set("tools", tools);
        ArrayNode output = ResponseItems.of(lines.subList(begin, lines.size()), begin);
        row.set("response", response(sample, output, tools));
        sample.score().ifPresent(score -> row.put("reward", score));
        row.put("_ng_task_index", sample.rollout().map(Rollout::group).orElse(number));
        row.put("_ng_rollout_index", sample.rollout().map(Rollout::index).orElse(0));
        row.put("conversation_id", sample.conversation().id());
        sample.task().ifPresent(task -> row.put("task_id", task));
        row.put("outcome", sample.conversation().outcome().label());
        row.set("tool_errors", Json.of(RowContext.errors(lines)));
        return List.of(row);
    }

    private static ObjectNode response(Sample sample, ArrayNode output, ArrayNode tools) {
        Instant start = sample.conversation().startedAt().orElse(Instant.EPOCH);
        ObjectNode response = Json.object()
                .put("id", "resp_" + sample.conversation().id())
                .put("created_at", (double) start.getEpochSecond())
                .put("model", sample.agent().orElse("unknown"))
                .put("object", "response")
                .put("parallel_tool_calls", true)
                .put("tool_choice", "auto");
        response.set("tools", tools);
        response.set("output", output);
        return response;
    }
}

package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Limits;
import dev.agentgym.trace.Json;

/// Prompts as SkyRL reads them.
///
/// @param context what all rows share
record SkyRlPrompts(RowContext context) implements RowFormat.OfPrompt {

    @Override
    public ObjectNode row(Prompt prompt, int index) {
        ObjectNode row = Json.object().put("data_source", context.dataSource()).put("env_class", "agent_gym");
        row.set("prompt", ChatRow.messages(context.instructed(prompt.lines())));
        row.putObject("reward_spec").put("method", "rule").put("ground_truth", prompt.task());
        ObjectNode extra = row.putObject("extra_info")
                .put("task_id", prompt.task())
                .put("max_turns", Limits.DEFAULT.turns())
                .put("split", RowContext.split(prompt.part()))
                .put("index", index);
        context.describe(prompt, true, extra);
        return row;
    }
}

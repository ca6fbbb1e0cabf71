package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;

/// Prompts as verl's reinforcement learning reads them, for its agent that calls tools.
///
/// @param context what all rows share
record VerlPrompts(RowContext context) implements RowFormat.OfPrompt {

    @Override
    public ObjectNode row(Prompt prompt, int index) {
        ObjectNode row = Json.object().put("data_source", context.dataSource()).put("agent_name", "tool_agent");
        row.set("prompt", ChatRow.messages(context.instructed(prompt.lines())));
        row.put("ability", "customer_service");
        row.putObject("reward_model").put("style", "rule").put("ground_truth", prompt.task());
        ObjectNode extra = row.putObject("extra_info")
                .put("split", RowContext.split(prompt.part()))
                .put("index", index)
                .put("need_tools_kwargs", !context.tools().isEmpty());
        ObjectNode tools = extra.putObject("tools_kwargs");
        for (ToolSchema tool : context.tools()) {
            tools.putObject(tool.name()).putObject("create_kwargs").put("task_id", prompt.task());
        }
        context.describe(prompt, true, extra);
        return row;
    }
}

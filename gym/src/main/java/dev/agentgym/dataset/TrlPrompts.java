package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// Prompts as TRL's GRPO reads them; every other column goes to the reward functions and the environment.
///
/// @param context what all rows share
record TrlPrompts(RowContext context) implements RowFormat.OfPrompt {

    @Override
    public ObjectNode row(Prompt prompt, int index) {
        ObjectNode row = Json.object();
        row.set("prompt", ChatRow.messages(context.instructed(prompt.lines())));
        row.put("task_id", prompt.task());
        context.describe(prompt, true, row);
        return row;
    }
}

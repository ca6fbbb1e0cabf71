package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// Prompts as OpenRLHF's reinforcement learning reads them; the label is what its reward function is given.
///
/// @param context what all rows share
record OpenRlhfPrompts(RowContext context) implements RowFormat.OfPrompt {

    @Override
    public ObjectNode row(Prompt prompt, int index) {
        ObjectNode row = Json.object();
        row.set("input", ChatRow.messages(context.instructed(prompt.lines())));
        row.put("label", prompt.task()).put("datasource", context.dataSource());
        context.describe(prompt, true, row);
        return row;
    }
}

package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Optional;

/// Whole conversations for fine-tuning, as TRL and OpenRLHF read them.
///
/// @param context what all rows share
/// @param column where the messages stand
/// @param tools whether there is a column for tools
record ConversationRows(RowContext context, String column, boolean tools) implements RowFormat.OfConversation {

    @Override
    public Optional<String> refuses(Sample sample) {
        return RowFormat.untrainable(sample);
    }

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        List<Line> lines = context.lines(sample);
        ObjectNode row = Json.object();
        row.set(column, ChatRow.messages(lines));
        if (tools) {
            context.declare(context.toolsOf(sample.conversation()), row);
        }
        if (!context.style().bare()) {
            row.set("mask", RowContext.mask(lines));
        }
        context.identify(sample, lines, row);
        return List.of(row);
    }
}

package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Single turns that are good or bad, as TRL's KTO reads them: one row for each turn of the agent, since everything
/// in a completion is trained on, tool answers too if they stood there.
///
/// @param context what all rows share
record TurnRows(RowContext context) implements RowFormat.OfConversation {

    /// A hand-over or half a success says nothing about the turns that led there.
    @Override
    public Optional<String> refuses(Sample sample) {
        boolean judged = sample.rollout().isPresent()
                || sample.conversation().outcome() == Outcome.SUCCESS
                || sample.conversation().outcome() == Outcome.FAILURE;
        return RowFormat.untrainable(sample)
                .or(() -> judged ? Optional.empty() : Optional.of("neither a success nor a failure"));
    }

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        List<Line> lines = context.lines(sample);
        List<ObjectNode> rows = new ArrayList<>();
        for (int turn = 1; turn < lines.size(); turn++) {
            if (lines.get(turn).trained()) {
                rows.add(row(sample, lines, turn));
            }
        }
        return rows;
    }

    private ObjectNode row(Sample sample, List<Line> lines, int turn) {
        ObjectNode row = Json.object();
        row.set("prompt", ChatRow.messages(lines.subList(0, turn)));
        row.set("completion", ChatRow.messages(lines.subList(turn, turn + 1)));
        row.put("label", sample.isSuccess());
        context.declare(context.toolsOf(sample.conversation()), row);
        context.identify(sample, lines.subList(0, turn), row);
        if (!context.style().bare()) {
            row.put("turn", lines.get(turn).index());
        }
        return row;
    }
}

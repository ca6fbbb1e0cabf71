package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Optional;

/// Preference pairs, as TRL and OpenRLHF read them: what siblings have in common, and the turn in which they part.
///
/// @param context what all rows share
/// @param pairs which siblings become a pair
/// @param tools whether there is a column for tools
record PairRows(RowContext context, Pairs pairs, boolean tools) implements RowFormat.OfSiblings {

    @Override
    public Optional<String> refuses(Sample sample) {
        return RowFormat.untrainable(sample)
                .or(() -> sample.score().isPresent() ? Optional.empty() : Optional.of("no reward and no outcome"));
    }

    @Override
    public List<ObjectNode> rows(List<Sample> siblings) {
        return Pair.of(siblings, pairs).stream().map(this::row).toList();
    }

    private ObjectNode row(Pair pair) {
        Sample better = pair.better().sample();
        ObjectNode row = Json.object();
        row.set("prompt", ChatRow.messages(context.instructed(pair.prompt())));
        row.set("chosen", ChatRow.messages(pair.chosen()));
        row.set("rejected", ChatRow.messages(pair.rejected()));
        if (tools) {
            context.declare(context.toolsOf(better.conversation()), row);
        }
        row.put("margin", pair.margin());
        if (!context.style().bare()) {
            better.task().ifPresent(task -> row.put("task_id", task));
            row.put("chosen_id", better.conversation().id());
            row.put("rejected_id", pair.worse().sample().conversation().id());
            row.put("turn", pair.chosen().getFirst().index());
        }
        return row;
    }
}

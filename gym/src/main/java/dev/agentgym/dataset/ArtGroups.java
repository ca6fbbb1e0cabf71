package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Trajectory groups of ART, one a row: rollouts of one task from the same start, trials of one logged task. What
/// is trained on is a choice, as an answer of a chat model has it; everything else is a plain message. Metadata are
/// single values there, so a list is text.
///
/// @param context what all rows share
record ArtGroups(RowContext context) implements RowFormat.OfSiblings {

    @Override
    public Optional<String> refuses(Sample sample) {
        boolean broken = sample.rollout().flatMap(Rollout::failure).isPresent();
        return broken
                ? Optional.of("the episode broke off")
                : sample.score().isPresent() ? Optional.empty() : Optional.of("no reward and no outcome");
    }

    @Override
    public List<ObjectNode> rows(List<Sample> siblings) {
        Map<Long, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : siblings) {
            groups.computeIfAbsent(sample.rollout().map(Rollout::seed).orElse(0L), unseen -> new ArrayList<>())
                    .add(sample);
        }
        return groups.values().stream().map(this::row).toList();
    }

    private ObjectNode row(List<Sample> group) {
        ObjectNode row = Json.object();
        ArrayNode trajectories = row.putArray("trajectories");
        group.forEach(sample -> trajectories.add(trajectory(sample)));
        return row;
    }

    private ObjectNode trajectory(Sample sample) {
        ObjectNode row = Json.object().put("reward", sample.score().orElseThrow());
        ObjectNode metrics = row.putObject("metrics").put("success", sample.isSuccess() ? 1.0 : 0.0);
        sample.rollout()
                .flatMap(Rollout::reward)
                .ifPresent(reward -> reward.parts().forEach(part -> metrics.put(part.name(), part.value())));
        ObjectNode metadata = row.putObject("metadata")
                .put("conversation_id", sample.conversation().id());
        sample.task().ifPresent(task -> metadata.put("task_id", task));
        metadata.put("outcome", sample.conversation().outcome().label());
        sample.agent().ifPresent(agent -> metadata.put("agent", agent));
        List<Line> lines = context.lines(sample);
        metadata.put(
                "tool_errors",
                RowContext.errors(lines).stream().map(String::valueOf).collect(Collectors.joining(",")));
        ArrayNode messages = row.putArray("messages_and_choices");
        lines.forEach(line -> messages.add(messageOrChoice(line)));
        ArrayNode tools = row.putArray("tools");
        context.toolsOf(sample.conversation()).forEach(tool -> tools.add(tool.toOpenAi()));
        row.putArray("additional_histories");
        row.putArray("logs");
        return row;
    }

    private static ObjectNode messageOrChoice(Line line) {
        ObjectNode message = WireChat.OPENAI.message(line.message());
        if (!line.trained()) {
            return message;
        }
        boolean calls = !line.message().toolCalls().isEmpty();
        return Json.object()
                .put("finish_reason", calls ? "tool_calls" : "stop")
                .put("index", 0)
                .putNull("logprobs")
                .set("message", message);
    }
}

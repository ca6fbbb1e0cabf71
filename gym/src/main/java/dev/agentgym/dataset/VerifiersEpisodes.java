package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.TokenSpan;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Episodes of verifiers, which prime-rl reads: one trace each, a chain of nodes with one message each. A node is
/// sampled where the agent said it; where a policy sampled it, its tokens, their mask and log-probabilities are
/// there too.
///
/// @param context what all rows share
record VerifiersEpisodes(RowContext context) implements RowFormat.OfConversation {

    private static final int VERSION = 1;
    private static final double MILLIS = 1000;

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        ObjectNode task = task(sample, number);
        ArrayNode errors = errors(sample);
        ObjectNode episode = Json.object().put("id", sample.conversation().id());
        episode.putObject("env").put("id", context.name()).put("name", context.name());
        episode.set("task", task);
        sample.rollout().ifPresent(played -> episode.putObject("group").put("id", Integer.toString(played.group())));
        episode.put("ok", errors.isEmpty()).set("errors", errors);
        episode.putArray("traces").add(trace(sample, task, errors));
        return List.of(episode);
    }

    /// The customer opens the conversation, so the task has no prompt of its own.
    private static ObjectNode task(Sample sample, int number) {
        ObjectNode task = Json.object().put("type", "AgentGymTask");
        ObjectNode data = task.putObject("data").put("idx", number).put("name", sample.taskOrId());
        data.putNull("prompt");
        sample.rollout().ifPresent(played -> data.put("intent", played.intent()).put("seed", played.seed()));
        data.put("split", RowContext.split(sample.part()));
        return task.put("key", sample.taskOrId());
    }

    private static ArrayNode errors(Sample sample) {
        ArrayNode errors = Json.MAPPER.createArrayNode();
        sample.rollout()
                .flatMap(Rollout::failure)
                .ifPresent(failure ->
                        errors.addObject().put("type", failure.kind().label()).put("message", failure.message()));
        return errors;
    }

    private ObjectNode trace(Sample sample, ObjectNode task, ArrayNode errors) {
        Conversation conversation = sample.conversation();
        ObjectNode trace = Json.object().put("version", VERSION).put("id", conversation.id());
        trace.putObject("verifiers").put("version", "agent-gym");
        trace.set("task", task);
        ObjectNode agent = trace.putObject("agent");
        agent.putObject("config").put("model", sample.agent().orElse("unknown"));
        agent.put("name", "agent").put("trainable", true);
        trace.set("tools", tools(context.toolsOf(conversation)));
        trace.set("nodes", nodes(sample));
        trace.putArray("calls");
        rewards(sample, trace);
        info(sample, context.lines(sample), trace.putObject("info"));
        trace.put("is_completed", true).put("ok", errors.isEmpty());
        trace.put("stop_condition", stop(sample)).set("errors", errors);
        conversation.startedAt().ifPresent(start -> timing(conversation, start, trace.putObject("timing")));
        return trace;
    }

    private static ArrayNode tools(List<ToolSchema> tools) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (ToolSchema tool : tools) {
            list.addObject()
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .set("parameters", tool.parameters());
        }
        return list;
    }

    private ArrayNode nodes(Sample sample) {
        Map<Integer, TokenSpan> spans = new HashMap<>();
        sample.rollout().ifPresent(played -> played.tokens().forEach(span -> spans.put(span.message(), span)));
        ArrayNode nodes = Json.MAPPER.createArrayNode();
        for (Line line : context.lines(sample)) {
            ObjectNode node = Json.object();
            if (nodes.isEmpty()) {
                node.putNull("parent");
            } else {
                node.put("parent", nodes.size() - 1);
            }
            node.set("message", WireChat.FLAT.message(line.message()));
            node.put("sampled", line.trained());
            tokens(Optional.ofNullable(spans.get(line.index())), node);
            nodes.add(node);
        }
        return nodes;
    }

    /// Only tokens that were drawn have a log-probability here.
    private static void tokens(Optional<TokenSpan> span, ObjectNode node) {
        ArrayNode ids = node.putArray("token_ids");
        ArrayNode mask = node.putArray("mask");
        ArrayNode chances = node.putArray("logprobs");
        span.ifPresent(known -> {
            for (int i = 0; i < known.ids().size(); i++) {
                ids.add(known.ids().get(i));
                mask.add(known.sampled().get(i));
                if (known.sampled().get(i)) {
                    chances.add(known.logProbabilities().get(i));
                }
            }
        });
    }

    /// The total is the reward; its parts are metrics, because verifiers adds rewards up.
    private static void rewards(Sample sample, ObjectNode trace) {
        ObjectNode rewards = trace.putObject("rewards");
        sample.score()
                .ifPresent(
                        score -> rewards.putObject("reward").put("score", score).put("weight", 1.0));
        ObjectNode metrics = trace.putObject("metrics");
        sample.rollout().ifPresent(played -> {
            metrics.put("success", played.success() ? 1.0 : 0.0);
            metrics.put("tool_calls", (double) played.toolCalls()).put("tool_errors", (double) played.toolErrors());
            played.reward().ifPresent(reward -> reward.parts().forEach(part -> metrics.put(part.name(), part.value())));
        });
    }

    private static void info(Sample sample, List<Line> lines, ObjectNode info) {
        info.put("conversation_id", sample.conversation().id());
        sample.task().ifPresent(task -> info.put("task_id", task));
        info.put("outcome", sample.conversation().outcome().label());
        info.set("tool_errors", Json.of(RowContext.errors(lines)));
        sample.rollout().flatMap(Rollout::userFault).ifPresent(fault -> info.put("user_fault", fault));
    }

    /// Verifiers' own words for what cuts an episode off, so that it counts as truncated there too.
    private static String stop(Sample sample) {
        return sample.rollout()
                .map(played -> played.failure()
                        .map(failure -> failure.kind() == Failure.Kind.DEADLINE ? "timeout" : "error")
                        .orElse(played.truncated() ? "max_turns" : played.ending()))
                .orElse("logged");
    }

    private static void timing(Conversation conversation, Instant start, ObjectNode timing) {
        double begin = start.toEpochMilli() / MILLIS;
        double end = conversation.endedAt().orElse(start).toEpochMilli() / MILLIS;
        timing.put("start", begin);
        timing.putObject("agent").put("start", begin).put("end", end);
    }
}

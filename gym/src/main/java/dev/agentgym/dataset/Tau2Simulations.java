package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Limits;
import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Simulations of a result file of tau2-bench. There a reward of 1 is success and anything else is none; how much
/// it was worth stands beside it.
///
/// @param context what all rows share
record Tau2Simulations(RowContext context) implements RowFormat.OfConversation {

    private static final double MILLIS = 1000;

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        Conversation conversation = sample.conversation();
        Instant start = conversation.startedAt().orElse(Instant.EPOCH);
        Instant end = conversation.endedAt().orElse(start);
        ObjectNode row = Json.object()
                .put("id", conversation.id())
                .put("task_id", sample.taskOrId())
                .put("timestamp", start.toString())
                .put("start_time", start.toString())
                .put("end_time", end.toString())
                .put("duration", Duration.between(start, end).toMillis() / MILLIS)
                .put("termination_reason", termination(sample));
        reward(sample, row);
        row.set(
                "messages",
                Tau2Messages.of(conversation.messages(), context.style().system()));
        row.put("trial", sample.rollout().map(Rollout::index).orElse(0));
        sample.rollout().ifPresent(played -> row.put("seed", played.seed()));
        row.put("mode", "half_duplex");
        ObjectNode info =
                row.putObject("info").put("outcome", conversation.outcome().label());
        sample.agent().ifPresent(agent -> info.put("agent", agent));
        return List.of(row);
    }

    private static void reward(Sample sample, ObjectNode row) {
        boolean judged = sample.score().isPresent() || sample.conversation().outcome() != Outcome.UNKNOWN;
        if (!judged) {
            row.putNull("reward_info");
            return;
        }
        ObjectNode reward = row.putObject("reward_info").put("reward", sample.isSuccess() ? 1.0 : 0.0);
        reward.putArray("reward_basis");
        ObjectNode info = reward.putObject("info");
        sample.score().ifPresent(score -> info.put("total", score));
        sample.rollout()
                .flatMap(Rollout::reward)
                .ifPresent(judgement -> judgement.parts().forEach(part -> info.put(part.name(), part.value())));
    }

    private static String termination(Sample sample) {
        return sample.rollout().map(Tau2Simulations::termination).orElse("user_stop");
    }

    private static String termination(Rollout played) {
        Optional<Failure.Kind> failed = played.failure().map(Failure::kind);
        if (failed.isPresent()) {
            return switch (failed.get()) {
                case AGENT -> "agent_error";
                case DEADLINE -> "timeout";
                case ENVIRONMENT -> "infrastructure_error";
            };
        }
        return switch (played.ending()) {
            case "agent_finished", "decision_taken" -> "agent_stop";
            case "out_of_time" -> "timeout";
            default -> played.truncated() ? "max_steps" : "user_stop";
        };
    }

    @Override
    public Optional<Envelope> envelope() {
        return Optional.of(new Envelope("simulations", this::others));
    }

    private ObjectNode others(Collection<String> ids) {
        ObjectNode file = Json.object().put("timestamp", Instant.EPOCH.toString());
        ObjectNode info = file.putObject("info")
                .put("git_commit", "unknown")
                .put("num_trials", 1)
                .put("max_steps", Limits.DEFAULT.turns() + Limits.DEFAULT.toolCalls())
                .put("max_errors", Limits.DEFAULT.toolCalls());
        info.putObject("user_info").put("implementation", "agent_gym");
        info.putObject("agent_info").put("implementation", "agent_gym");
        info.putObject("environment_info")
                .put("domain_name", context.name())
                .put("policy", context.style().system().orElse(""));
        ArrayNode tasks = file.putArray("tasks");
        ids.forEach(id ->
                tasks.add(Tau2Task.of(id, Optional.ofNullable(context.tasks().get(id)), context.name())));
        return file;
    }
}

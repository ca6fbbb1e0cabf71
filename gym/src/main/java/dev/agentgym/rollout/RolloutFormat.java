package dev.agentgym.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import dev.agentgym.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Rollouts as JSON. The numbers of a reward keep all their digits, so that what is read equals what was written.
final class RolloutFormat {

    private RolloutFormat() {}

    static ObjectNode write(Rollout rollout) {
        ObjectNode json = Json.object()
                .put("id", rollout.id())
                .put("task", rollout.task())
                .put("intent", rollout.intent())
                .put("part", label(rollout.part()))
                .put("agent", rollout.agent())
                .put("seed", rollout.seed())
                .put("group", rollout.group())
                .put("index", rollout.index())
                .put("success", rollout.success())
                .put("ending", rollout.ending())
                .put("truncated", rollout.truncated())
                .put("turns", rollout.turns())
                .put("tool_calls", rollout.toolCalls())
                .put("tool_errors", rollout.toolErrors());
        rollout.reward().ifPresent(reward -> json.set("reward", write(reward)));
        rollout.userFault().ifPresent(fault -> json.put("user_fault", fault));
        rollout.failure()
                .ifPresent(failure -> json.putObject("failure")
                        .put("kind", failure.kind().label())
                        .put("message", failure.message()));
        if (!rollout.tokens().isEmpty()) {
            rollout.tokens().forEach(span -> json.withArray("/tokens").add(write(span)));
        }
        json.set("conversation", Traces.toJson(rollout.conversation()));
        return json;
    }

    private static String label(Task.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode write(Reward reward) {
        ObjectNode json = Json.object().put("total", reward.total()).put("success", reward.success());
        ArrayNode parts = json.putArray("parts");
        reward.parts().forEach(part -> parts.add(Json.of(part)));
        return json;
    }

    private static ObjectNode write(TokenSpan span) {
        ObjectNode json = Json.object().put("message", span.message());
        span.ids().forEach(id -> json.withArray("/ids").add(id));
        span.sampled().forEach(mark -> json.withArray("/sampled").add(mark));
        span.logProbabilities()
                .forEach(chance -> json.withArray("/log_probabilities").add(chance));
        return json;
    }

    static Rollout read(JsonNode json) {
        return new Rollout(
                text(json, "id"),
                conversation(json.path("conversation")),
                text(json, "task"),
                text(json, "intent"),
                part(text(json, "part")),
                text(json, "agent"),
                json.path("seed").asLong(),
                json.path("group").asInt(),
                json.path("index").asInt(),
                Optional.of(json.path("reward")).filter(JsonNode::isObject).map(RolloutFormat::reward),
                json.path("success").asBoolean(),
                text(json, "ending"),
                json.path("truncated").asBoolean(),
                Optional.of(json.path("user_fault")).filter(JsonNode::isTextual).map(JsonNode::textValue),
                Optional.of(json.path("failure")).filter(JsonNode::isObject).map(RolloutFormat::failure),
                json.path("turns").asInt(),
                json.path("tool_calls").asInt(),
                json.path("tool_errors").asInt(),
                tokens(json.path("tokens")));
    }

    private static Conversation conversation(JsonNode json) {
        if (!json.isObject()) {
            throw new TraceException("a rollout needs a \"conversation\"");
        }
        return Traces.fromJson(json);
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new TraceException("a rollout needs the text \"" + field + "\""
                    + (value.isMissingNode() ? ", which is missing" : ", not " + Json.excerpt(value)));
        }
        return value.textValue();
    }

    private static Task.Part part(String label) {
        return switch (label) {
            case "train" -> Task.Part.TRAIN;
            case "test" -> Task.Part.TEST;
            default -> throw new TraceException("the part of a rollout is train or test, not " + label);
        };
    }

    private static Reward reward(JsonNode json) {
        List<Scored> parts = new ArrayList<>();
        for (JsonNode part : json.path("parts")) {
            parts.add(new Scored(
                    text(part, "name"),
                    part.path("value").asDouble(),
                    part.path("weight").asDouble(),
                    text(part, "evidence")));
        }
        return new Reward(json.path("total").asDouble(), json.path("success").asBoolean(), parts);
    }

    private static Failure failure(JsonNode json) {
        String kind = text(json, "kind");
        return new Failure(
                Failure.Kind.of(kind).orElseThrow(() -> new TraceException("a rollout has no failure " + kind)),
                text(json, "message"));
    }

    private static List<TokenSpan> tokens(JsonNode json) {
        List<TokenSpan> spans = new ArrayList<>();
        for (JsonNode span : json) {
            List<Integer> ids = new ArrayList<>();
            List<Boolean> sampled = new ArrayList<>();
            List<Double> chances = new ArrayList<>();
            span.path("ids").forEach(id -> ids.add(id.asInt()));
            span.path("sampled").forEach(mark -> sampled.add(mark.asBoolean()));
            span.path("log_probabilities").forEach(chance -> chances.add(chance.asDouble()));
            spans.add(new TokenSpan(span.path("message").asInt(), ids, sampled, chances));
        }
        return spans;
    }
}

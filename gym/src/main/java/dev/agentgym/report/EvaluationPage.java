package dev.agentgym.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How good agents were as a page: what got worse, how often they succeed, where they fail, and every conversation,
/// filterable, siblings of a group side by side.
public final class EvaluationPage {

    private EvaluationPage() {}

    /// The page. The same arguments give the same text.
    ///
    /// @param evaluations of one agent or of two
    /// @param comparison of the two
    /// @param rollouts all that are shown
    /// @param title what was measured, for people
    public static String of(
            List<Evaluation> evaluations, Optional<Comparison> comparison, List<Rollout> rollouts, String title) {
        ObjectNode data = Json.object();
        ArrayNode all = data.putArray("evaluations");
        evaluations.forEach(evaluation -> all.add(evaluation.toJson()));
        comparison.ifPresent(compared -> data.set("comparison", compared.toJson()));
        ArrayNode shown = data.putArray("rollouts");
        rollouts.forEach(rollout -> shown.add(shown(rollout)));
        return new Page("evaluation").filled(title, data);
    }

    private static ObjectNode shown(Rollout rollout) {
        ObjectNode json = rollout.toJson();
        json.remove(List.of("tokens", "conversation", "tool_calls", "tool_errors"));
        json.put("calls", rollout.toolCalls()).put("errors", rollout.toolErrors());
        json.put("from", rollout.conversation().metadata().path("from").asInt());
        ArrayNode messages = json.putArray("messages");
        rollout.conversation().messages().forEach(message -> messages.add(shown(message)));
        return json;
    }

    private static ObjectNode shown(Message message) {
        ObjectNode json = Json.object().put("role", message.role().name().toLowerCase(Locale.ROOT));
        json.put("text", message.text());
        message.toolCalls()
                .forEach(call -> json.withArray("/calls")
                        .addObject()
                        .put("name", call.name())
                        .set("arguments", call.arguments()));
        if (message instanceof Message.Tool answer) {
            json.put("name", answer.name()).put("error", answer.isError()).put("tier", ToolUse.tier(answer));
        }
        for (String note : List.of("because", "provenance", "confidence", "fault")) {
            Optional.ofNullable(message.details().extra().get(note)).ifPresent(value -> json.set(note, value));
        }
        return json;
    }
}

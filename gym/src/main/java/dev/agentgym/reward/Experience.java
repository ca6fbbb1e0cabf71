package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a reward learned from logs: which tools stand behind claimed deeds, what outcome and satisfaction to
/// expect, and how much each part counts, for episodes with an expectation and for conversations without one.
/// Immutable.
///
/// @param deeds what claims stand for
/// @param predictions those that were learned, skilled or not; only skilled ones count
/// @param byExpectation weights where it is known what had to come about
/// @param byQuality weights where it is not
record Experience(Deeds deeds, List<Prediction> predictions, Weighing byExpectation, Weighing byQuality) {

    static final Experience NONE = of(Deeds.standard());

    private static final double OUTCOME_WEIGHT = 0.15;
    private static final double SATISFACTION_WEIGHT = 0.03;

    Experience {
        predictions = List.copyOf(predictions);
    }

    /// What claims stand for, and nothing else.
    static Experience of(Deeds deeds) {
        return new Experience(deeds, List.of(), Weighing.DEFAULT, Weighing.DEFAULT);
    }

    /// The same with other weights.
    Experience with(Weighing episodes, Weighing conversations) {
        return new Experience(deeds, predictions, episodes, conversations);
    }

    /// What the skilled predictions say of a conversation.
    List<RewardFunction.Found> predicted(Conversation conversation) {
        List<Prediction> skilled =
                predictions.stream().filter(Prediction::isSkilled).toList();
        if (skilled.isEmpty()) {
            return List.of();
        }
        Map<String, Double> features = Features.of(conversation);
        return skilled.stream()
                .map(prediction -> found(prediction, prediction.of(features)))
                .toList();
    }

    static RewardFunction.Found found(Prediction prediction, double value) {
        double weight = prediction.name().equals(Prediction.OUTCOME) ? OUTCOME_WEIGHT : SATISFACTION_WEIGHT;
        return new RewardFunction.Found(prediction.name(), weight, prediction.finding(value));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ObjectNode claims = json.putObject("deeds");
        deeds.learned().forEach((verb, tools) -> claims.set(verb, Json.of(tools)));
        ArrayNode each = json.putArray("predictions");
        predictions.forEach(prediction -> each.add(prediction.toJson()));
        json.set("by_expectation", byExpectation.toJson());
        json.set("by_quality", byQuality.toJson());
        return json;
    }

    static Experience of(JsonNode json) {
        Map<String, SortedSet<String>> claims = new LinkedHashMap<>();
        json.path("deeds").properties().forEach(claim -> {
            SortedSet<String> tools = new TreeSet<>();
            claim.getValue().forEach(tool -> tools.add(tool.asText()));
            claims.put(claim.getKey(), tools);
        });
        List<Prediction> predictions = new ArrayList<>();
        json.path("predictions").forEach(prediction -> predictions.add(Prediction.of(prediction)));
        return new Experience(
                Deeds.of(claims),
                predictions,
                Weighing.of(json.path("by_expectation")),
                Weighing.of(json.path("by_quality")));
    }
}

package dev.agentgym.llm.judge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.reward.Statistics;
import dev.agentgym.trace.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far a judge agrees with the reward that needs no model. Immutable.
///
/// @param judged how many were judged by both
/// @param total of the totals
/// @param parts of the parts of one name, each over those to which both apply it
/// @param ordered the share of pairs of siblings, unlike for the reward, that both order the same way, equal totals
/// of the judge counting half; NaN without such pairs
/// @param swing how far a total differs in the mean between the two orders in which siblings were shown
/// @param pleaded how many have words to the judge in them
public record JudgeAgreement(
        int judged, Correlation total, Map<String, Correlation> parts, double ordered, double swing, int pleaded) {

    private static final double SAME = 1e-9;

    /// Spearman's rank correlation.
    ///
    /// @param pairs how many values it is of
    /// @param value in [-1, 1]; NaN where one side does not vary
    public record Correlation(int pairs, double value) {}

    /// A judgement beside the reward of the same.
    ///
    /// @param matter what siblings have in common
    /// @param judgement of the model
    /// @param reward of the gym
    public record Pair(String matter, Judgement judgement, Reward reward) {}

    /// Copies the map and keeps its order.
    public JudgeAgreement {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// Compares.
    public static JudgeAgreement of(List<Pair> pairs) {
        Map<String, Correlation> parts = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            for (Scored part : pair.judgement().reward().parts()) {
                parts.computeIfAbsent(part.name(), name -> correlation(pairs, name));
            }
        }
        parts.values().removeIf(each -> each.pairs() == 0);
        return new JudgeAgreement(
                pairs.size(),
                correlation(pairs.stream()
                        .map(pair -> scored(
                                pair, pair.judgement().total(), pair.reward().total()))
                        .toList()),
                parts,
                ordered(pairs),
                pairs.stream()
                        .mapToDouble(pair -> pair.judgement().swing())
                        .average()
                        .orElse(0),
                (int) pairs.stream()
                        .filter(pair -> !pair.judgement().pleas().isEmpty())
                        .count());
    }

    private static Correlation correlation(List<Pair> pairs, String part) {
        return correlation(
                pairs.stream().flatMap(pair -> both(pair, part).stream()).toList());
    }

    private static Optional<Statistics.Scored> both(Pair pair, String part) {
        double judged = pair.judgement().value(part);
        return pair.reward()
                .part(part)
                .filter(_ -> !Double.isNaN(judged))
                .map(found -> scored(pair, judged, found.value()));
    }

    private static Statistics.Scored scored(Pair pair, double judged, double found) {
        return new Statistics.Scored(judged, found, pair.matter());
    }

    private static Correlation correlation(List<Statistics.Scored> both) {
        return new Correlation(both.size(), Statistics.rankCorrelation(both));
    }

    private static double ordered(List<Pair> pairs) {
        double same = 0;
        int all = 0;
        for (int i = 0; i < pairs.size(); i++) {
            for (int k = i + 1; k < pairs.size(); k++) {
                Pair one = pairs.get(i);
                Pair other = pairs.get(k);
                double reward = one.reward().total() - other.reward().total();
                if (one.matter().equals(other.matter()) && Math.abs(reward) > SAME) {
                    double judged = one.judgement().total() - other.judgement().total();
                    all++;
                    same += Math.abs(judged) <= SAME ? 0.5 : Math.signum(judged) == Math.signum(reward) ? 1 : 0;
                }
            }
        }
        return all == 0 ? Double.NaN : same / all;
    }

    /// Everything; what cannot be told is null.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("judged", judged).put("pleaded", pleaded);
        put(json, "swing", swing);
        put(json, "siblings_ordered_alike", ordered);
        json.set("total", json(total));
        ObjectNode each = json.putObject("parts");
        parts.forEach((name, correlation) -> each.set(name, json(correlation)));
        return json;
    }

    private static ObjectNode json(Correlation correlation) {
        ObjectNode json = Json.object().put("pairs", correlation.pairs());
        put(json, "rank_correlation", correlation.value());
        return json;
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) {
            json.putNull(name);
        } else {
            json.put(name, Json.rounded(value, 4));
        }
    }
}

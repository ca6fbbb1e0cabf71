package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far a reward can be trusted: how well its total and each of its parts agree with what really happened, on
/// conversations that it did not learn from, beside what text similarity alone would say. Immutable.
///
/// @param conversations how many were judged
/// @param successes how many of them ended well by the log
/// @param total of the reward
/// @param parts of the reward, by name, each on the conversations that it applied to
/// @param success of the plain yes or no, as 1 or 0
/// @param baselines of text similarity, by name
/// @param byIntent of the total, by the name of the group
/// @param margin how much more of the area under the curve the total has than the best baseline
/// @param hacks whether hacks pay; empty where that was not tried
public record RewardCard(
        int conversations,
        int successes,
        Agreement total,
        Map<String, Agreement> parts,
        Agreement success,
        Map<String, Agreement> baselines,
        Map<String, Agreement> byIntent,
        Interval margin,
        Optional<HackBattery> hacks) {

    private static final long SEED = 1;
    private static final int FEWEST = 10;
    private static final double MOST_OFF = 0.10;
    private static final int FEWEST_TO_CALIBRATE = 60;

    /// How well one number agrees with the logs.
    ///
    /// @param conversations how many it stands for
    /// @param auc the chance that a success gets more than another conversation, ties counting half
    /// @param calibrationError the expected calibration error against the outcome, of ten bins
    /// @param satisfaction the rank correlation with the customers' ratings
    public record Agreement(int conversations, Interval auc, Interval calibrationError, Interval satisfaction) {}

    /// A conversation with what the reward says of it.
    ///
    /// @param conversation with its outcome
    /// @param reward from a function that did not learn from the conversation's group
    /// @param group what is drawn together for intervals: the task, or the customer
    /// @param intent what it is about
    /// @param baselines what text similarity says of it, by name
    public record Measured(
            Conversation conversation, Reward reward, String group, String intent, Map<String, Double> baselines) {}

    /// The card of these conversations; those whose outcome is unknown are left out.
    public static RewardCard of(List<Measured> all, Optional<HackBattery> hacks) {
        List<Measured> known = all.stream()
                .filter(each -> each.conversation().outcome() != Outcome.UNKNOWN)
                .toList();
        Function<Measured, Optional<Double>> total =
                each -> Optional.of(each.reward().total());
        Map<String, Agreement> parts = new TreeMap<>();
        names(known.stream().flatMap(each -> each.reward().parts().stream().map(Scored::name)))
                .forEach(name -> parts.put(
                        name, agreement(known, each -> each.reward().part(name).map(Scored::value))));
        Map<String, Agreement> baselines = new TreeMap<>();
        names(known.stream().flatMap(each -> each.baselines().keySet().stream()))
                .forEach(name -> baselines.put(
                        name,
                        agreement(
                                known,
                                each -> Optional.ofNullable(each.baselines().get(name)))));
        return new RewardCard(
                known.size(),
                (int) known.stream().filter(RewardCard::isSuccess).count(),
                agreement(known, total),
                parts,
                agreement(known, each -> Optional.of(each.reward().success() ? 1.0 : 0.0)),
                baselines,
                byIntent(known, total),
                margin(known, baselines),
                hacks);
    }

    private static Set<String> names(Stream<String> names) {
        return new LinkedHashSet<>(names.toList());
    }

    private static boolean isSuccess(Measured each) {
        return each.conversation().outcome() == Outcome.SUCCESS;
    }

    private static Map<String, Agreement> byIntent(List<Measured> known, Function<Measured, Optional<Double>> total) {
        Map<String, List<Measured>> groups = new TreeMap<>();
        known.forEach(each ->
                groups.computeIfAbsent(each.intent(), any -> new ArrayList<>()).add(each));
        groups.values().removeIf(group -> group.size() < FEWEST);
        Map<String, Agreement> agreements = new TreeMap<>();
        groups.forEach((intent, group) -> agreements.put(intent, agreement(group, total)));
        return agreements;
    }

    private static Agreement agreement(List<Measured> known, Function<Measured, Optional<Double>> score) {
        List<Statistics.Scored> outcomes = scored(known, score, each -> isSuccess(each) ? 1 : 0);
        List<Measured> rated = known.stream()
                .filter(each -> each.conversation().satisfaction().isPresent())
                .toList();
        List<Statistics.Scored> ratings =
                scored(rated, score, each -> each.conversation().satisfaction().orElse(0));
        return new Agreement(
                outcomes.size(),
                Statistics.interval(outcomes, Statistics::auc, SEED),
                Statistics.interval(outcomes, Statistics::calibrationError, SEED),
                Statistics.interval(ratings, Statistics::rankCorrelation, SEED));
    }

    private static List<Statistics.Scored> scored(
            List<Measured> some, Function<Measured, Optional<Double>> score, ToDoubleFunction<Measured> truth) {
        return some.stream()
                .flatMap(each -> score
                        .apply(each)
                        .map(value -> new Statistics.Scored(value, truth.applyAsDouble(each), each.group()))
                        .stream())
                .toList();
    }

    /// Drawn pairwise: the same draws for the total and for the baseline.
    private static Interval margin(List<Measured> known, Map<String, Agreement> baselines) {
        Optional<String> best = baselines.entrySet().stream()
                .max(Map.Entry.comparingByValue(
                        java.util.Comparator.comparingDouble(each -> each.auc().value())))
                .map(Map.Entry::getKey);
        return best.map(name -> Statistics.difference(
                        scored(known, each -> Optional.of(each.reward().total()), each -> isSuccess(each) ? 1 : 0),
                        scored(
                                known,
                                each -> Optional.of(each.baselines().getOrDefault(name, 0.0)),
                                each -> isSuccess(each) ? 1 : 0),
                        Statistics::auc,
                        SEED))
                .orElse(new Interval(Double.NaN, Double.NaN, Double.NaN));
    }

    /// Whether no hack pays and the total is a chance of success; what was not tried, or on too few conversations
    /// to tell, does not fail.
    public boolean passes() {
        return warnings().isEmpty();
    }

    /// A sentence for each thing that is wrong.
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        hacks.filter(battery -> !battery.passes())
                .ifPresent(battery -> warnings.add("the reward pays for hacks: "
                        + battery.failures().stream().map(Hack::label).collect(Collectors.joining(", "))
                        + String.format(
                                Locale.ROOT,
                                " get as much as the least tenth of honest successes (%.2f); do not train on it alone",
                                battery.floor())));
        double off = total.calibrationError().value();
        if (conversations >= FEWEST_TO_CALIBRATE && off > MOST_OFF) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the reward is no chance of success: it is off by %.2f on average, and %.2f at most would do",
                    off,
                    MOST_OFF));
        }
        return warnings;
    }

    /// Everything, for programs.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("conversations", conversations).put("successes", successes);
        json.put("passes", passes()).set("warnings", Json.of(warnings()));
        json.set("total", json(total));
        json.set("success", json(success));
        json.set("margin", json(margin));
        json.set("parts", json(parts));
        json.set("baselines", json(baselines));
        json.set("by_intent", json(byIntent));
        hacks.ifPresent(battery -> json.set("hacks", battery.toJson()));
        return json;
    }

    private static ObjectNode json(Map<String, Agreement> agreements) {
        ObjectNode json = Json.object();
        agreements.forEach((name, agreement) -> json.set(name, json(agreement)));
        return json;
    }

    private static ObjectNode json(Agreement agreement) {
        ObjectNode json = Json.object().put("conversations", agreement.conversations());
        json.set("auc", json(agreement.auc()));
        json.set("calibration_error", json(agreement.calibrationError()));
        json.set("satisfaction", json(agreement.satisfaction()));
        return json;
    }

    /// What cannot be measured is null: JSON has no other word for it.
    private static JsonNode json(Interval interval) {
        return Double.isNaN(interval.value()) ? NullNode.getInstance() : Json.of(interval);
    }
}

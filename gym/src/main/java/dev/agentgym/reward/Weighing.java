package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How much each part counts, and what chance of success a weighted mean stands for. Immutable.
///
/// Fitted weights are those of a logistic regression of the logged outcomes on the parts' values, none of them
/// negative, so that no part ever counts against itself. A value that is missing counts as the mean of its part. A
/// part's share in the sum is its weight; the calibration is that of Platt on the weighted means after the gates.
///
/// @param weights by part; a part that is not named keeps the weight that it has
/// @param calibration makes a chance of success of a mean; empty where there are too few outcomes
/// @param power to which the gates are raised before they cut the mean: less than 1 where logged successes often
/// have such defects
/// @param usual the product of gates that nine of ten logged successes reach; no total is above its gates over this
/// @param examples how many outcomes they were fitted to; 0 for the defaults
record Weighing(
        Map<String, Double> weights, Optional<Calibration> calibration, double power, double usual, int examples) {

    static final Weighing DEFAULT = new Weighing(Map.of(), Optional.empty(), 1, 1, 0);

    private static final List<Double> POWERS = List.of(1.0, 0.5, 0.25);
    private static final double NOT_AT_ALL = 0;
    private static final double TENTH = 0.1;

    private static final int FEWEST = 60;
    private static final int FEWEST_OF_A_CLASS = 15;
    private static final int FEWEST_GROUPS = 10;
    private static final int STEPS = 2000;
    private static final double RATE = 0.5;
    private static final double RIDGE = 0.003;
    private static final double LEAST = 1e-4;
    private static final double LEAST_USUAL = 0.6;

    Weighing {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /// The findings of one conversation with its logged outcome.
    ///
    /// @param reached whether all that it had to bring about came about; false where nobody knows what that is
    record Labelled(List<RewardFunction.Found> findings, boolean reached, boolean success, String group) {}

    /// What was fitted, and what each example gets while its group is held out.
    record Fitted(Weighing weighing, List<Reward> unseen) {}

    Reward combine(List<RewardFunction.Found> findings, boolean success) {
        Reward mean = RewardFunction.combine(weighed(findings));
        double total = calibration
                .map(known -> Math.min(known.apply(mean(findings)), gates(findings) / usual))
                .orElse(mean.total());
        return new Reward(total, success, mean.parts());
    }

    private List<RewardFunction.Found> weighed(List<RewardFunction.Found> findings) {
        return findings.stream()
                .map(found -> new RewardFunction.Found(
                        found.name(), weights.getOrDefault(found.name(), found.weight()), found.finding()))
                .toList();
    }

    /// The weighted mean, cut by the gates as far as they count.
    private double mean(List<RewardFunction.Found> findings) {
        double gates = gates(findings);
        double mean = RewardFunction.combine(weighed(findings)).total();
        return gates == 0 ? 0 : mean * Math.pow(gates, power - 1);
    }

    private static double gates(List<RewardFunction.Found> findings) {
        return findings.stream().mapToDouble(found -> found.finding().gate()).reduce(1, (one, other) -> one * other);
    }

    /// Fits weights to episodes; see [#fitToConversations]. What came about always has a part in it.
    static Fitted fitToEpisodes(List<Labelled> examples) {
        return fit(examples, List.of(_ -> true), POWERS);
    }

    /// Fits weights and calibration where there are enough outcomes of both kinds. Fitted weights are taken only
    /// where they order what is held out at least as well as the defaults do, and those of predictions alone where
    /// they do so at least as well as those of all parts.
    static Fitted fitToConversations(List<Labelled> examples) {
        boolean foretold = examples.stream()
                .flatMap(each -> each.findings().stream())
                .anyMatch(found -> Prediction.isOne(found.name()));
        return fit(
                examples,
                foretold ? List.of(_ -> true, Prediction::isOne) : List.of(_ -> true),
                Stream.concat(POWERS.stream(), Stream.of(NOT_AT_ALL)).toList());
    }

    private static Fitted fit(List<Labelled> examples, List<Predicate<String>> choices, List<Double> powers) {
        long good = examples.stream().filter(Labelled::success).count();
        long groups = examples.stream().map(Labelled::group).distinct().count();
        if (examples.size() < FEWEST
                || groups < FEWEST_GROUPS
                || Math.min(good, examples.size() - good) < FEWEST_OF_A_CLASS) {
            return new Fitted(
                    DEFAULT,
                    examples.stream()
                            .map(each -> DEFAULT.combine(each.findings(), each.reached()))
                            .toList());
        }
        Weighing best = DEFAULT;
        double[] means = DEFAULT.means(examples);
        for (Predicate<String> counting : choices) {
            for (double power : powers) {
                double[] fitted = HeldOut.scores(
                        examples,
                        Labelled::group,
                        (train, test) -> weights(train, power, counting).means(test));
                if (auc(examples, fitted) >= auc(examples, means)) {
                    best = weights(examples, power, counting);
                    means = fitted;
                }
            }
        }
        Calibration calibration = Calibration.fit(scored(examples, means));
        Weighing fitted =
                new Weighing(best.weights, Optional.of(calibration), best.power, usual(examples), examples.size());
        return new Fitted(fitted, fitted.unseen(examples, means));
    }

    /// The totals of means that were found while each example's group was held out; the calibration comes from the
    /// other folds, too.
    private List<Reward> unseen(List<Labelled> examples, double[] means) {
        List<Statistics.Scored> scored = scored(examples, means);
        double[] chances = HeldOut.scores(scored, Statistics.Scored::group, (train, test) -> {
            Calibration others = Calibration.fit(train);
            return test.stream().mapToDouble(each -> others.apply(each.score())).toArray();
        });
        List<Reward> rewards = new ArrayList<>();
        for (int i = 0; i < chances.length; i++) {
            Labelled each = examples.get(i);
            double total = Math.min(chances[i], gates(each.findings()) / usual);
            rewards.add(new Reward(
                    total,
                    each.reached(),
                    RewardFunction.combine(weighed(each.findings())).parts()));
        }
        return rewards;
    }

    /// Logs hold few episodes with defects that no person has, so no calibration speaks for them; however often
    /// honest successes look as if they had some, one grave defect is enough to keep a total low.
    private static double usual(List<Labelled> examples) {
        double[] gates = examples.stream()
                .filter(Labelled::success)
                .mapToDouble(each -> gates(each.findings()))
                .toArray();
        return Math.max(LEAST_USUAL, Statistics.quantile(gates, TENTH));
    }

    private double[] means(List<Labelled> examples) {
        return examples.stream().mapToDouble(each -> mean(each.findings())).toArray();
    }

    private static double auc(List<Labelled> examples, double[] scores) {
        return Statistics.auc(scored(examples, scores));
    }

    private static List<Statistics.Scored> scored(List<Labelled> examples, double[] scores) {
        return HeldOut.zip(examples, scores, each -> each.success() ? 1 : 0, Labelled::group);
    }

    /// @param counting the parts that may count; the others have no weight
    private static Weighing weights(List<Labelled> examples, double power, Predicate<String> counting) {
        Set<String> names = new LinkedHashSet<>();
        examples.forEach(each -> each.findings().forEach(found -> names.add(found.name())));
        List<String> parts = names.stream().filter(counting).toList();
        double[][] values = values(examples, parts);
        double[] slopes = slopes(values, examples);
        Map<String, Double> weights = new LinkedHashMap<>();
        double sum = Arrays.stream(slopes).sum();
        for (int i = 0; i < parts.size(); i++) {
            weights.put(parts.get(i), sum == 0 ? 1 : Math.max(LEAST, slopes[i] / sum));
        }
        names.forEach(name -> weights.putIfAbsent(name, 0.0));
        return new Weighing(weights, Optional.empty(), power, 1, examples.size());
    }

    private static double[][] values(List<Labelled> examples, List<String> parts) {
        double[][] values = new double[examples.size()][parts.size()];
        for (int part = 0; part < parts.size(); part++) {
            String name = parts.get(part);
            List<Optional<Double>> known =
                    examples.stream().map(each -> value(each, name)).toList();
            double mean = known.stream()
                    .flatMap(Optional::stream)
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            for (int i = 0; i < values.length; i++) {
                values[i][part] = known.get(i).orElse(mean) - mean;
            }
        }
        return values;
    }

    private static Optional<Double> value(Labelled example, String name) {
        return example.findings().stream()
                .filter(found -> found.name().equals(name))
                .map(found -> found.finding().value())
                .findFirst();
    }

    /// Projected gradient descent with momentum: after each step what is negative becomes 0. One algorithm, in one
    /// piece.
    private static double[] slopes(double[][] values, List<Labelled> examples) {
        int parts = values[0].length;
        double[] slopes = new double[parts];
        double[] speed = new double[parts];
        double offset = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = IntStream.range(0, parts)
                    .mapToDouble(i -> RIDGE * slopes[i])
                    .toArray();
            double shift = 0;
            for (int i = 0; i < values.length; i++) {
                double odds = offset;
                for (int part = 0; part < parts; part++) {
                    odds += slopes[part] * values[i][part];
                }
                double error = (Calibration.sigmoid(odds) - (examples.get(i).success() ? 1 : 0)) / values.length;
                shift += error;
                for (int part = 0; part < parts; part++) {
                    gradient[part] += error * values[i][part];
                }
            }
            offset -= shift;
            for (int part = 0; part < parts; part++) {
                speed[part] = 0.9 * speed[part] - RATE * gradient[part];
                slopes[part] = Math.max(0, slopes[part] + speed[part]);
            }
        }
        return slopes;
    }

    ObjectNode toJson() {
        ObjectNode json =
                Json.object().put("examples", examples).put("power", power).put("usual", usual);
        ObjectNode each = json.putObject("weights");
        weights.forEach(each::put);
        calibration.ifPresent(known -> json.set("calibration", known.toJson()));
        return json;
    }

    static Weighing of(JsonNode json) {
        Map<String, Double> weights = new LinkedHashMap<>();
        json.path("weights")
                .properties()
                .forEach(
                        weight -> weights.put(weight.getKey(), weight.getValue().doubleValue()));
        Optional<Calibration> calibration =
                json.has("calibration") ? Optional.of(Calibration.of(json.path("calibration"))) : Optional.empty();
        return new Weighing(
                weights,
                calibration,
                json.path("power").asDouble(1),
                json.path("usual").asDouble(1),
                json.path("examples").intValue());
    }
}

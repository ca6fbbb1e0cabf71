package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Foretells from a conversation alone how it is judged in the logs: its outcome, or how satisfied the customer is.
/// Immutable and safe to share.
///
/// A linear model of its [Features], calibrated on conversations that were held out from it, whole groups at a
/// time. It may be used only where its skill on those lies beyond its interval: chance is below the lower end.
///
/// @param name of the part of a reward
/// @param model gives a score
/// @param calibration makes the chance of success of it, or, for satisfaction, that of a rating above the middle
/// @param skill on what was held out: the area under the curve for the outcome, the rank correlation for
/// satisfaction
/// @param chance the skill of guessing
/// @param examples how many conversations it learned from
record Prediction(
        String name, LinearModel model, Calibration calibration, Interval skill, double chance, int examples) {

    static final String OUTCOME = "predicted_outcome";
    static final String SATISFACTION = "predicted_satisfaction";

    private static final double STRENGTH = 10;
    private static final double GUESSING = 0.5;
    private static final long SEED = 1;

    /// An example with what it is to foretell.
    record Labelled(Map<String, Double> features, double label, String group) {}

    /// What was learned, and what it foretold of each example while that was held out.
    record Learned(Prediction prediction, List<Double> heldOut) {}

    /// Whether a part of that name is a prediction.
    static boolean isOne(String part) {
        return part.equals(OUTCOME) || part.equals(SATISFACTION);
    }

    /// Whether it is better than guessing, beyond doubt.
    boolean isSkilled() {
        return skill.low() > chance;
    }

    /// In [0, 1].
    double of(Conversation conversation) {
        return of(Features.of(conversation));
    }

    double of(Map<String, Double> features) {
        return calibration.apply(model.score(features));
    }

    Finding finding(double value) {
        return Finding.of(
                value,
                String.format(
                        Locale.ROOT,
                        "Conversations like this one: %.2f, learned from %d with a skill of %.2f (%.2f to %.2f) where"
                                + " held out.",
                        value,
                        examples,
                        skill.value(),
                        skill.low(),
                        skill.high()));
    }

    /// Learns to tell outcomes apart; labels are 0 or 1.
    static Learned outcome(List<Labelled> examples) {
        return learn(OUTCOME, examples, LinearModel::classes, Statistics::auc, GUESSING);
    }

    /// Learns to foretell ratings; labels are in [0, 1].
    static Learned satisfaction(List<Labelled> examples) {
        return learn(SATISFACTION, examples, LinearModel::values, Statistics::rankCorrelation, 0);
    }

    /// Fits a model to some examples of a table.
    private interface Fitting {
        LinearModel fit(FeatureTable table, int[] some, double[] labels, double strength);
    }

    private static Learned learn(
            String name,
            List<Labelled> examples,
            Fitting fitting,
            ToDoubleFunction<List<Statistics.Scored>> measure,
            double chance) {
        FeatureTable table =
                new FeatureTable(examples.stream().map(Labelled::features).toList());
        List<Integer> numbers = IntStream.range(0, examples.size()).boxed().toList();
        double[] scores = HeldOut.scores(numbers, number -> examples.get(number).group(), (train, test) -> {
            LinearModel model = fit(table, train, examples, fitting);
            return test.stream()
                    .mapToDouble(number -> model.score(examples.get(number).features()))
                    .toArray();
        });
        List<Statistics.Scored> scored = HeldOut.zip(examples, scores, Labelled::label, Labelled::group);
        Calibration calibration = Calibration.fit(scored);
        List<Double> heldOut =
                Arrays.stream(scores).map(calibration::apply).boxed().toList();
        Interval skill = Statistics.interval(scored, measure, SEED);
        LinearModel model = fit(table, numbers, examples, fitting);
        return new Learned(new Prediction(name, model, calibration, skill, chance, examples.size()), heldOut);
    }

    private static LinearModel fit(FeatureTable table, List<Integer> some, List<Labelled> examples, Fitting fitting) {
        double[] labels = some.stream()
                .mapToDouble(number -> examples.get(number).label())
                .toArray();
        return fitting.fit(table, some.stream().mapToInt(Integer::intValue).toArray(), labels, STRENGTH);
    }

    ObjectNode toJson() {
        ObjectNode json =
                Json.object().put("name", name).put("examples", examples).put("chance", chance);
        json.set("skill", Json.of(skill));
        json.set("calibration", calibration.toJson());
        json.set("model", model.toJson());
        return json;
    }

    static Prediction of(JsonNode json) {
        JsonNode skill = json.path("skill");
        return new Prediction(
                json.path("name").asText(),
                LinearModel.of(json.path("model")),
                Calibration.of(json.path("calibration")),
                new Interval(
                        skill.path("value").doubleValue(),
                        skill.path("low").doubleValue(),
                        skill.path("high").doubleValue()),
                json.path("chance").doubleValue(),
                json.path("examples").intValue());
    }
}

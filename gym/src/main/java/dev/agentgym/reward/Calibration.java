package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;

/// Makes a probability of a score: `1 / (1 + exp(-(slope * score + offset)))`, Platt's scaling. Immutable.
///
/// @param slope at least 0, so that a higher score never means less
/// @param offset log-odds of a score of 0
record Calibration(double slope, double offset) {

    private static final int STEPS = 100;
    private static final double RIDGE = 1e-3;

    double apply(double score) {
        return sigmoid(slope * score + offset);
    }

    static double sigmoid(double odds) {
        return 1 / (1 + Math.exp(-odds));
    }

    /// Fitted by Newton's method to Platt's softened labels, which never ask for certainty. One algorithm, in one
    /// piece.
    static Calibration fit(List<Statistics.Scored> scored) {
        double good = scored.stream().filter(each -> each.truth() > 0.5).count();
        double high = (good + 1) / (good + 2);
        double low = 1 / (scored.size() - good + 2);
        double slope = 0;
        double offset = Math.log((good + 1) / (scored.size() - good + 1));
        for (int step = 0; step < STEPS; step++) {
            double gradientSlope = RIDGE * slope;
            double gradientOffset = 0;
            double a = RIDGE;
            double b = 0;
            double c = RIDGE;
            for (Statistics.Scored each : scored) {
                double chance = sigmoid(slope * each.score() + offset);
                double error = chance - (each.truth() > 0.5 ? high : low);
                double weight = Math.max(chance * (1 - chance), 1e-9);
                gradientSlope += error * each.score();
                gradientOffset += error;
                a += weight * each.score() * each.score();
                b += weight * each.score();
                c += weight;
            }
            double determinant = a * c - b * b;
            slope -= (c * gradientSlope - b * gradientOffset) / determinant;
            offset -= (a * gradientOffset - b * gradientSlope) / determinant;
        }
        return slope > 0 && Double.isFinite(slope) && Double.isFinite(offset)
                ? new Calibration(slope, offset)
                : new Calibration(0, Math.log((good + 1) / (scored.size() - good + 1)));
    }

    ObjectNode toJson() {
        return Json.object().put("slope", slope).put("offset", offset);
    }

    static Calibration of(JsonNode json) {
        return new Calibration(
                json.path("slope").doubleValue(), json.path("offset").doubleValue());
    }
}

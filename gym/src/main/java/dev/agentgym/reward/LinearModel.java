package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A weighted sum of features: of a logistic regression its log-odds, of a support vector regression its value.
/// Immutable.
///
/// A feature that fewer than [#FEWEST] examples have, or all, tells nothing and has no weight. Each is divided by
/// its greatest size among the examples and by the root of how many features an example has, so that long
/// conversations do not weigh more.
///
/// @param weights by feature, in the order of their names
/// @param bias added to the sum
record LinearModel(Map<String, Double> weights, double bias) {

    static final int FEWEST = 3;
    private static final double PRECISION = 0.001;
    private static final double SMALLEST = 1e-6;
    private static final int SEED = 1;
    private static final double INSENSITIVE = 0.05;

    LinearModel {
        // Sorted, and found by hash.
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(weights)));
    }

    /// Logistic regression with an L2 penalty.
    ///
    /// @param some the examples of the table to learn from
    /// @param labels of these, in their order
    /// @param strength how little the weights are held back
    static LinearModel classes(FeatureTable table, int[] some, double[] labels, double strength) {
        return fit(table, some, labels, new Parameter(SolverType.L2R_LR, strength, PRECISION));
    }

    /// Support vector regression with an L2 penalty.
    static LinearModel values(FeatureTable table, int[] some, double[] labels, double strength) {
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVR, strength, PRECISION);
        parameter.setP(INSENSITIVE);
        return fit(table, some, labels, parameter);
    }

    double score(Map<String, Double> example) {
        double sum = 0;
        for (Map.Entry<String, Double> feature : example.entrySet()) {
            sum += weights.getOrDefault(feature.getKey(), 0.0) * feature.getValue();
        }
        return bias + sum / norm(example.size());
    }

    private static double norm(int features) {
        return Math.sqrt(Math.max(1, features));
    }

    private static LinearModel fit(FeatureTable table, int[] some, double[] labels, Parameter parameter) {
        int[] columns = table.frequent(some, FEWEST);
        Problem problem = new Problem();
        problem.l = some.length;
        problem.n = columns.length + 1;
        problem.bias = 1;
        problem.y = labels;
        problem.x = Arrays.stream(some)
                .mapToObj(example -> row(table, example, columns))
                .toArray(Feature[][]::new);
        parameter.setRandom(new Random(SEED));
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, parameter);
        // Of a class model the first label is the one that the weights speak for.
        boolean flipped = parameter.getSolverType() == SolverType.L2R_LR && model.getLabels()[0] == 0;
        return of(model.getFeatureWeights(), flipped ? -1 : 1, table, columns);
    }

    private static LinearModel of(double[] found, int sign, FeatureTable table, int[] columns) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            if (Math.abs(found[i]) > SMALLEST) {
                weights.put(table.name(columns[i]), sign * found[i]);
            }
        }
        return new LinearModel(weights, sign * found[columns.length]);
    }

    private static Feature[] row(FeatureTable table, int example, int[] columns) {
        int[] features = table.features(example);
        double[] values = table.values(example);
        double norm = norm(features.length);
        List<Feature> row = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            int column = Arrays.binarySearch(columns, features[i]);
            if (column >= 0) {
                row.add(new FeatureNode(column + 1, values[i] / norm));
            }
        }
        row.add(new FeatureNode(columns.length + 1, 1));
        return row.toArray(Feature[]::new);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("bias", bias);
        ObjectNode each = json.putObject("weights");
        weights.forEach(each::put);
        return json;
    }

    static LinearModel of(JsonNode json) {
        Map<String, Double> weights = new LinkedHashMap<>();
        json.path("weights")
                .properties()
                .forEach(
                        weight -> weights.put(weight.getKey(), weight.getValue().doubleValue()));
        return new LinearModel(weights, json.path("bias").doubleValue());
    }
}

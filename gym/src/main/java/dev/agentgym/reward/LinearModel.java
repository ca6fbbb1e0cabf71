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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A weighted sum of features: of a logistic regression its log-odds, of a support vector regression its value.
/// Immutable.
///
/// A feature that fewer than [#FEWEST] examples have, or all, tells nothing and has no weight. Each is divided by
/// its greatest size among the examples and by the root of how many features an example has, so that long
/// conversations do not weigh more.
///
/// @param weights by feature
/// @param bias added to the sum
record LinearModel(SortedMap<String, Double> weights, double bias) {

    static final int FEWEST = 3;
    private static final double PRECISION = 0.001;
    private static final double SMALLEST = 1e-6;
    private static final int SEED = 1;
    private static final double INSENSITIVE = 0.05;

    LinearModel {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }

    /// Logistic regression with an L2 penalty.
    ///
    /// @param strength how little the weights are held back
    static LinearModel classes(List<Map<String, Double>> examples, double[] labels, double strength) {
        return fit(examples, labels, new Parameter(SolverType.L2R_LR, strength, PRECISION));
    }

    /// Support vector regression with an L2 penalty.
    static LinearModel values(List<Map<String, Double>> examples, double[] values, double strength) {
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVR, strength, PRECISION);
        parameter.setP(INSENSITIVE);
        return fit(examples, values, parameter);
    }

    double score(Map<String, Double> example) {
        double sum = 0;
        for (Map.Entry<String, Double> feature : example.entrySet()) {
            sum += weights.getOrDefault(feature.getKey(), 0.0) * feature.getValue();
        }
        return bias + sum / norm(example);
    }

    private static double norm(Map<String, Double> example) {
        return Math.sqrt(Math.max(1, example.size()));
    }

    private static LinearModel fit(List<Map<String, Double>> examples, double[] labels, Parameter parameter) {
        List<String> names = names(examples);
        SortedMap<String, Integer> index = new TreeMap<>();
        names.forEach(name -> index.put(name, index.size() + 1));
        Problem problem = new Problem();
        problem.l = examples.size();
        problem.n = names.size() + 1;
        problem.bias = 1;
        problem.y = labels;
        problem.x = examples.stream().map(example -> row(example, index)).toArray(Feature[][]::new);
        parameter.setRandom(new Random(SEED));
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, parameter);
        // Of a class model the first label is the one that the weights speak for.
        boolean flipped = parameter.getSolverType() == SolverType.L2R_LR && model.getLabels()[0] == 0;
        return of(model.getFeatureWeights(), flipped ? -1 : 1, names);
    }

    private static LinearModel of(double[] found, int sign, List<String> names) {
        SortedMap<String, Double> weights = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (Math.abs(found[i]) > SMALLEST) {
                weights.put(names.get(i), sign * found[i]);
            }
        }
        return new LinearModel(weights, sign * found[names.size()]);
    }

    private static List<String> names(List<Map<String, Double>> examples) {
        Map<String, Integer> counts = new TreeMap<>();
        examples.forEach(example -> example.keySet().forEach(name -> counts.merge(name, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() >= FEWEST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Feature[] row(Map<String, Double> example, SortedMap<String, Integer> index) {
        double norm = norm(example);
        List<Feature> row = new ArrayList<>();
        new TreeMap<>(example).forEach((name, value) -> {
            Integer place = index.get(name);
            if (place != null) {
                row.add(new FeatureNode(place, value / norm));
            }
        });
        row.add(new FeatureNode(index.size() + 1, 1));
        return row.toArray(Feature[]::new);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("bias", bias);
        ObjectNode each = json.putObject("weights");
        weights.forEach(each::put);
        return json;
    }

    static LinearModel of(JsonNode json) {
        SortedMap<String, Double> weights = new TreeMap<>();
        json.path("weights")
                .properties()
                .forEach(
                        weight -> weights.put(weight.getKey(), weight.getValue().doubleValue()));
        return new LinearModel(weights, json.path("bias").doubleValue());
    }
}

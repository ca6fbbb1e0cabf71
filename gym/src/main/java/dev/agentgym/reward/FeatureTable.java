package dev.agentgym.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The features of many examples by number, so that models are fitted to several parts of them without reading
/// their names again. Immutable.
final class FeatureTable {

    private final List<String> names;
    private final int[][] features;
    private final double[][] values;

    FeatureTable(List<Map<String, Double>> examples) {
        TreeSet<String> all = new TreeSet<>();
        examples.forEach(example -> all.addAll(example.keySet()));
        this.names = List.copyOf(all);
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        this.features = new int[examples.size()][];
        this.values = new double[examples.size()][];
        for (int i = 0; i < features.length; i++) {
            List<Map.Entry<String, Double>> sorted =
                    new ArrayList<>(examples.get(i).entrySet());
            sorted.sort(Map.Entry.comparingByKey());
            features[i] = sorted.stream()
                    .mapToInt(each -> numbers.getOrDefault(each.getKey(), 0))
                    .toArray();
            values[i] = sorted.stream().mapToDouble(Map.Entry::getValue).toArray();
        }
    }

    String name(int feature) {
        return names.get(feature);
    }

    /// The numbers of the features of an example, ascending.
    int[] features(int example) {
        return features[example];
    }

    /// The values of these features.
    double[] values(int example) {
        return values[example];
    }

    /// The numbers of the features that at least so many of these examples have, ascending.
    int[] frequent(int[] examples, int fewest) {
        int[] counts = new int[names.size()];
        for (int example : examples) {
            for (int feature : features[example]) {
                counts[feature]++;
            }
        }
        return IntStream.range(0, counts.length)
                .filter(feature -> counts[feature] >= fewest)
                .toArray();
    }
}

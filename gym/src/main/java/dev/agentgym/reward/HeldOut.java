package dev.agentgym.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Scores every example by what was learned without its group. Stateless.
///
/// Groups are dealt to the folds in the order of their names' hash, so that neither order nor names of examples
/// favour a fold, and the same examples always make the same folds.
final class HeldOut {

    static final int FOLDS = 5;

    private HeldOut() {}

    /// Learns from some examples and scores others; from several threads at once.
    interface Learning<E> {
        double[] scores(List<E> train, List<E> test);
    }

    static <E> double[] scores(List<E> examples, Function<E, String> group, Learning<E> learning) {
        int[] folds = folds(examples, group);
        double[] scores = new double[examples.size()];
        // Each fold writes to places of its own.
        IntStream.range(0, FOLDS).parallel().forEach(fold -> score(fold, folds, examples, learning, scores));
        return scores;
    }

    private static <E> void score(int fold, int[] folds, List<E> examples, Learning<E> learning, double[] scores) {
        List<E> train = new ArrayList<>();
        List<E> test = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            (folds[i] == fold ? test : train).add(examples.get(i));
        }
        double[] scored = test.isEmpty() ? new double[0] : learning.scores(train, test);
        int next = 0;
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] == fold) {
                scores[i] = scored[next++];
            }
        }
    }

    /// The fold of each example; examples of one group have the same.
    static <E> int[] folds(List<E> examples, Function<E, String> group) {
        TreeMap<Long, String> order = new TreeMap<>();
        examples.stream().map(group).distinct().forEach(name -> order.put(hash(name), name));
        TreeMap<String, Integer> folds = new TreeMap<>();
        order.values().forEach(name -> folds.put(name, folds.size() % FOLDS));
        return examples.stream()
                .mapToInt(example -> folds.getOrDefault(group.apply(example), 0))
                .toArray();
    }

    private static long hash(String name) {
        long hash = 0x9e3779b97f4a7c15L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0xbf58476d1ce4e5b9L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    static <E> List<Statistics.Scored> zip(
            List<E> examples, double[] scores, ToDoubleFunction<E> label, Function<E, String> group) {
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new Statistics.Scored(
                        scores[i], label.applyAsDouble(examples.get(i)), group.apply(examples.get(i))))
                .collect(Collectors.toList());
    }
}

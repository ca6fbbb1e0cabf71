package dev.agentgym.reward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Measures of agreement between scores and what really happened. Stateless.
public final class Statistics {

    private static final int BINS = 10;
    private static final int DRAWS = 500;
    private static final double TAIL = 0.025;

    private Statistics() {}

    /// A score with what it should foretell.
    ///
    /// @param score the score
    /// @param truth the outcome, a rating, or another score
    /// @param group what belongs together, and is drawn together: a task, a customer
    public record Scored(double score, double truth, String group) {}

    /// The chance that a good one scores higher than a bad one, ties counting half; NaN without both.
    static double auc(List<Scored> scored) {
        double[] ranks = ranks(scored.stream().mapToDouble(Scored::score).toArray());
        double sum = 0;
        long good = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (scored.get(i).truth() > 0.5) {
                sum += ranks[i];
                good++;
            }
        }
        long bad = ranks.length - good;
        return good == 0 || bad == 0 ? Double.NaN : (sum - good * (good + 1) / 2.0) / ((double) good * bad);
    }

    /// The expected calibration error: the mean distance between score and share of good ones in ten bins of equal
    /// width, by their size.
    static double calibrationError(List<Scored> scored) {
        double[] sums = new double[BINS];
        double[] good = new double[BINS];
        for (Scored each : scored) {
            int bin = Math.clamp((int) (each.score() * BINS), 0, BINS - 1);
            sums[bin] += each.score();
            good[bin] += each.truth();
        }
        double error = IntStream.range(0, BINS)
                .mapToDouble(bin -> Math.abs(sums[bin] - good[bin]))
                .sum();
        return scored.isEmpty() ? Double.NaN : error / scored.size();
    }

    /// Spearman's rank correlation; NaN where one side does not vary.
    public static double rankCorrelation(List<Scored> scored) {
        double[] scores = ranks(scored.stream().mapToDouble(Scored::score).toArray());
        double[] truths = ranks(scored.stream().mapToDouble(Scored::truth).toArray());
        double mean = (scored.size() + 1) / 2.0;
        double product = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < scores.length; i++) {
            product += (scores[i] - mean) * (truths[i] - mean);
            one += (scores[i] - mean) * (scores[i] - mean);
            other += (truths[i] - mean) * (truths[i] - mean);
        }
        return one == 0 || other == 0 ? Double.NaN : product / Math.sqrt(one * other);
    }

    /// Ranks from 1, equal values sharing the mean of theirs.
    private static double[] ranks(double[] values) {
        // Zeros of both signs are equal, and a search for one does not find the other.
        double[] same = Arrays.stream(values).map(value -> value + 0.0).toArray();
        double[] sorted = same.clone();
        Arrays.sort(sorted);
        double[] shared = new double[sorted.length];
        int start = 0;
        while (start < sorted.length) {
            int end = start + 1;
            while (end < sorted.length && sorted[end] == sorted[start]) {
                end++;
            }
            Arrays.fill(shared, start, end, (start + 1 + end) / 2.0);
            start = end;
        }
        return Arrays.stream(same)
                .map(value -> shared[Arrays.binarySearch(sorted, value)])
                .toArray();
    }

    /// A measure with its bootstrap interval at 95 %: groups are drawn with replacement, seeded.
    static Interval interval(List<Scored> scored, ToDoubleFunction<List<Scored>> measure, long seed) {
        return drawn(
                groups(scored),
                drawn -> measure.applyAsDouble(drawn.stream().map(scored::get).toList()),
                seed);
    }

    /// By how much a measure is greater for some scores than for others of the same things, in the same order.
    static Interval difference(
            List<Scored> some, List<Scored> others, ToDoubleFunction<List<Scored>> measure, long seed) {
        return drawn(
                groups(some),
                drawn -> measure.applyAsDouble(drawn.stream().map(some::get).toList())
                        - measure.applyAsDouble(drawn.stream().map(others::get).toList()),
                seed);
    }

    /// The places of the members of each group.
    private static List<List<Integer>> groups(List<Scored> scored) {
        TreeMap<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < scored.size(); i++) {
            groups.computeIfAbsent(scored.get(i).group(), any -> new ArrayList<>())
                    .add(i);
        }
        return List.copyOf(groups.values());
    }

    private static Interval drawn(List<List<Integer>> groups, ToDoubleFunction<List<Integer>> measure, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = groups.size();
        double[] drawn = IntStream.range(0, size == 0 ? 0 : DRAWS)
                .mapToDouble(_ -> measure.applyAsDouble(random.ints(size, 0, size)
                        .boxed()
                        .flatMap(group -> groups.get(group).stream())
                        .toList()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double value =
                measure.applyAsDouble(groups.stream().flatMap(List::stream).toList());
        return drawn.length == 0
                ? new Interval(value, Double.NaN, Double.NaN)
                : new Interval(
                        value,
                        drawn[(int) (TAIL * (drawn.length - 1))],
                        drawn[(int) Math.ceil((1 - TAIL) * (drawn.length - 1))]);
    }

    /// The value below which a share of the values lies.
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
    }
}

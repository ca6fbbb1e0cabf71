package dev.agentgym.report;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A mean with the 95 % interval that a finite number of tasks leaves. Immutable.
///
/// @param mean over all values
/// @param low the lower end
/// @param high the upper end
public record Interval(double mean, double low, double high) {

    private static final int DRAWS = 2000;
    private static final double TAIL = 0.025;

    /// The mean of grouped values, with the percentile interval of the bootstrap (Efron 1979) that draws whole
    /// groups: the tries of one task are no independent witnesses. 0 without values.
    ///
    /// @param groups the values of each task
    /// @param seed of the draws; equal seeds and values give equal intervals
    public static Interval of(List<double[]> groups, long seed) {
        double[] sums =
                groups.stream().mapToDouble(group -> Arrays.stream(group).sum()).toArray();
        int[] counts = groups.stream().mapToInt(group -> group.length).toArray();
        int all = Arrays.stream(counts).sum();
        if (all == 0) {
            return new Interval(0, 0, 0);
        }
        double[] means = new double[DRAWS];
        SplittableRandom dice = new SplittableRandom(seed);
        for (int draw = 0; draw < DRAWS; draw++) {
            means[draw] = drawn(sums, counts, dice);
        }
        Arrays.sort(means);
        return new Interval(
                Arrays.stream(sums).sum() / all,
                means[(int) Math.floor(TAIL * (DRAWS - 1))],
                means[(int) Math.ceil((1 - TAIL) * (DRAWS - 1))]);
    }

    private static double drawn(double[] sums, int[] counts, SplittableRandom dice) {
        double sum = 0;
        int count = 0;
        while (count == 0) {
            for (int i = 0; i < sums.length; i++) {
                int group = dice.nextInt(sums.length);
                sum += sums[group];
                count += counts[group];
            }
        }
        return sum / count;
    }
}

package dev.agentgym.llm.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// A tree-structured Parzen estimator over categories (Bergstra and others 2011).
///
/// The best quarter of what was tried says what is good, the rest what is bad; each variable has its own smoothed
/// counts. Of some combinations drawn from the good ones the one is tried next whose ratio of good to bad is
/// highest. Immutable.
///
/// @param sizes how many choices each variable has
record Tpe(List<Integer> sizes) {

    private static final double GOOD = 0.25;
    private static final int DRAWS = 24;

    /// So many combinations are drawn evenly first.
    private static final int FIRST = 4;

    /// What was tried, and how good it was.
    record Tried(List<Integer> choice, double value) {}

    /// The combination to be tried next.
    List<Integer> next(List<Tried> tried, SplittableRandom dice) {
        if (tried.size() < FIRST) {
            return sizes.stream().map(dice::nextInt).toList();
        }
        List<Tried> sorted = tried.stream()
                .sorted(Comparator.comparingDouble(Tried::value).reversed())
                .toList();
        int cut = Math.max(1, (int) Math.ceil(GOOD * sorted.size()));
        List<double[]> good = shares(sorted.subList(0, cut));
        List<double[]> bad = shares(sorted.subList(cut, sorted.size()));
        List<Integer> best = List.of();
        double bestRatio = Double.NEGATIVE_INFINITY;
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Integer> choice =
                    good.stream().map(shares -> drawn(shares, dice)).toList();
            double ratio = logarithm(choice, good) - logarithm(choice, bad);
            if (ratio > bestRatio) {
                best = choice;
                bestRatio = ratio;
            }
        }
        return best;
    }

    /// For each variable how often each choice was made, one count given to each beforehand.
    private List<double[]> shares(List<Tried> tried) {
        List<double[]> all = new ArrayList<>();
        for (int variable = 0; variable < sizes.size(); variable++) {
            double[] shares = new double[sizes.get(variable)];
            Arrays.fill(shares, 1.0 / (tried.size() + shares.length));
            for (Tried each : tried) {
                shares[each.choice().get(variable)] += 1.0 / (tried.size() + shares.length);
            }
            all.add(shares);
        }
        return all;
    }

    private static int drawn(double[] shares, SplittableRandom dice) {
        double ticket = dice.nextDouble();
        for (int i = 0; i < shares.length; i++) {
            ticket -= shares[i];
            if (ticket < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }

    private static double logarithm(List<Integer> choice, List<double[]> shares) {
        double sum = 0;
        for (int variable = 0; variable < choice.size(); variable++) {
            sum += Math.log(shares.get(variable)[choice.get(variable)]);
        }
        return sum;
    }
}

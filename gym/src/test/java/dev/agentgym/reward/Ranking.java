package dev.agentgym.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/// How often a scorer puts the right answer before the wrong one. A tie is a failure.
record Ranking(Map<String, Tally> kinds, Tally total, List<Pair> failures) {

    /// Pairs ranked rightly out of all.
    record Tally(int right, int all) {

        double accuracy() {
            return (double) right / all;
        }

        Tally plus(boolean success) {
            return new Tally(right + (success ? 1 : 0), all + 1);
        }

        /// Accuracy with the 95 % interval of Wilson (1927).
        String interval() {
            double z = 1.959964;
            double p = accuracy();
            double centre = (p + z * z / (2 * all)) / (1 + z * z / all);
            double half = z / (1 + z * z / all) * Math.sqrt(p * (1 - p) / all + z * z / (4.0 * all * all));
            return String.format(
                    Locale.ROOT,
                    "%d/%d = %.1f %% [%.1f, %.1f]",
                    right,
                    all,
                    100 * p,
                    100 * (centre - half),
                    100 * (centre + half));
        }
    }

    static Ranking of(List<Pair> pairs, ToDoubleBiFunction<Pair, String> scorer) {
        Map<String, Tally> kinds = new TreeMap<>();
        Tally total = new Tally(0, 0);
        List<Pair> failures = new ArrayList<>();
        List<Boolean> results = pairs.parallelStream()
                .map(pair -> scorer.applyAsDouble(pair, pair.right()) > scorer.applyAsDouble(pair, pair.wrong()))
                .toList();
        for (int i = 0; i < pairs.size(); i++) {
            boolean success = results.get(i);
            kinds.put(
                    pairs.get(i).kind(),
                    kinds.getOrDefault(pairs.get(i).kind(), new Tally(0, 0)).plus(success));
            total = total.plus(success);
            if (!success) {
                failures.add(pairs.get(i));
            }
        }
        return new Ranking(kinds, total, failures);
    }
}

package dev.agentgym.world;

import java.util.Arrays;

/// How often answers of which a tree was so sure were right in conversations that it had not seen. Mutable while it
/// counts, then safe to share.
///
/// What one call's own examples show is drawn towards what those of all calls show.
final class ContextCalibration {

    private static final double[] STEPS = {0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99};

    /// As many examples of its own as outweigh what is known of all calls.
    private static final double PRIOR = 5;

    private final double[] right = new double[STEPS.length + 1];
    private final double[] all = new double[STEPS.length + 1];

    private static int step(double sure) {
        int found = Arrays.binarySearch(STEPS, sure);
        return found < 0 ? -found - 1 : found + 1;
    }

    /// Counts an answer.
    void count(double sure, boolean isRight) {
        int step = step(sure);
        all[step]++;
        right[step] += isRight ? 1 : 0;
    }

    /// Counts what another one counted.
    void add(ContextCalibration other) {
        for (int step = 0; step < all.length; step++) {
            right[step] += other.right[step];
            all[step] += other.all[step];
        }
    }

    /// The share of right answers.
    double share() {
        return Arrays.stream(right).sum() / Math.max(1, Arrays.stream(all).sum());
    }

    /// The chance that an answer is right.
    double of(double sure, ContextCalibration everywhere) {
        int step = step(sure);
        double known = (everywhere.right[step] + 0.5) / (everywhere.all[step] + 1);
        return (right[step] + PRIOR * known) / (all[step] + PRIOR);
    }
}

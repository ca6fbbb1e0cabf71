package dev.agentgym.program;

import java.util.BitSet;
import java.util.Optional;

/// Whether a condition is worth its words: the principle of minimum description length.
///
/// Without the condition one has to write down which `k` of the `k + f` calls were refused: log2 of `k + f` choose
/// `k` bits. With it, only the condition itself and its exceptions. The difference is the gain.
///
/// @param refused own cases in which it holds
/// @param missed own cases in which it fails
/// @param passed other cases in which it fails
/// @param wrong other cases in which it holds
record Evidence(int refused, int missed, int passed, int wrong) {

    /// A condition may be wrong in one of this many cases: logs contradict themselves.
    private static final int TOLERATED = 100;

    static Evidence of(Verdicts verdicts, BitSet own, BitSet against) {
        return new Evidence(
                Verdicts.common(verdicts.holds(), own),
                Verdicts.common(verdicts.fails(), own),
                Verdicts.common(verdicts.fails(), against),
                Verdicts.common(verdicts.holds(), against));
    }

    static int tolerated(int cases) {
        return cases / TOLERATED;
    }

    /// The bits that a condition of this length saves; empty where it is refuted.
    Optional<Double> gain(double bits) {
        if (refused == 0 || wrong > tolerated(passed + wrong)) {
            return Optional.empty();
        }
        double listing = log2Choose(refused + passed, refused);
        double exceptions = log2Choose(refused + missed, missed) + log2Choose(passed + wrong, wrong);
        return Optional.of(listing - exceptions - bits);
    }

    /// The most bits that a condition of no length at all could save.
    static double most(int refused, int passed) {
        return log2Choose(refused + passed, refused);
    }

    private static double log2Choose(int n, int k) {
        int few = Math.min(k, n - k);
        double sum = 0;
        for (int i = 1; i <= few; i++) {
            sum += Math.log((n - few + i) / (double) i);
        }
        return sum / Math.log(2);
    }
}

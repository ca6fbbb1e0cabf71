package dev.agentgym.report;

import java.util.List;

/// How often several tries of a task succeed, as tau-bench (Yao et al. 2024) and HumanEval (Chen et al. 2021) count
/// it. Stateless.
///
/// For a task tried `n` times with `c` successes, `pass^k = C(c, k) / C(n, k)` is the chance that `k` tries drawn
/// without repetition all succeed, and `pass@k = 1 - C(n - c, k) / C(n, k)` that at least one does: both without
/// bias for every `k <= n`. Over tasks they are averaged.
public final class Passes {

    /// The tries of one task.
    ///
    /// @param all how many, `n`
    /// @param right how many succeeded, `c`
    public record Tries(int all, int right) {

        /// Checks the counts.
        ///
        /// @throws IllegalArgumentException when more succeeded than were tried
        public Tries {
            if (right < 0 || right > all) {
                throw new IllegalArgumentException(right + " of " + all + " tries cannot have succeeded");
            }
        }
    }

    private Passes() {}

    /// The chance that all of `k` tries succeed, over the tasks that were tried at least `k` times; 0 without any.
    public static double hat(List<Tries> tasks, int k) {
        return tasks.stream()
                .filter(tries -> tries.all() >= k)
                .mapToDouble(tries -> drawn(tries.right(), tries.all(), k))
                .average()
                .orElse(0);
    }

    /// The chance that at least one of `k` tries succeeds, over the tasks that were tried at least `k` times; 0
    /// without any.
    public static double at(List<Tries> tasks, int k) {
        return tasks.stream()
                .filter(tries -> tries.all() >= k)
                .mapToDouble(tries -> 1 - drawn(tries.all() - tries.right(), tries.all(), k))
                .average()
                .orElse(0);
    }

    /// `C(part, k) / C(all, k)`: the chance to draw `k` of one kind.
    private static double drawn(int part, int all, int k) {
        double chance = 1;
        for (int i = 0; i < k; i++) {
            chance *= Math.max(0, part - i) / (double) (all - i);
        }
        return chance;
    }
}

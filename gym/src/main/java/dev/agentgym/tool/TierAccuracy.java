package dev.agentgym.tool;

import dev.agentgym.program.Laplace;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How far each tier's own claim can be trusted, measured on conversations that the answering world did not see.
/// Immutable.
///
/// A rung claims its answer by the share of logs that agree on it: 1 where all do. Claims of a tier are scaled so
/// that their sum is the number of answers that were right.
///
/// @param counts of the tiers that answered at all
public record TierAccuracy(Map<Tier, Count> counts) {

    /// Keeps the counts from being changed.
    public TierAccuracy {
        counts = counts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /// What to multiply a claim of this tier with to get the chance that the answer is right, in (0, 1]: the
    /// measured share, drawn towards one half where little was measured (Laplace's rule of succession).
    public double of(Tier tier) {
        Count count = counts.getOrDefault(tier, new Count(0, 0));
        return Math.min(1, Laplace.chance((double) count.right(), count.claimed() - count.right()));
    }

    /// Answers of one tier.
    ///
    /// @param right those that equal the real answer
    /// @param claimed the sum of what they claimed, as if each right answer had claimed 1
    public record Count(long right, double claimed) {

        /// Both together.
        public Count plus(Count other) {
            return new Count(right + other.right, claimed + other.claimed);
        }
    }
}

package dev.agentgym.reward;

/// What a part found out. Immutable.
///
/// @param value how good, in [0, 1]
/// @param gate what the whole total is multiplied by, in [0, 1]: 1 unless the defect is fatal
/// @param evidence a sentence that says why
public record Finding(double value, double gate, String evidence) {

    /// Checks both ranges.
    public Finding {
        if (!(value >= 0 && value <= 1 && gate >= 0 && gate <= 1)) {
            throw new IllegalArgumentException(
                    "value " + value + " and gate " + gate + " must lie in [0, 1], with the evidence: " + evidence);
        }
    }

    /// A finding that only counts by its weight.
    public static Finding of(double value, String evidence) {
        return new Finding(value, 1, evidence);
    }

    /// A finding that nothing is wrong.
    public static Finding good(String evidence) {
        return of(1, evidence);
    }

    /// Whether nothing is wrong.
    boolean isWhole() {
        return value >= Likeness.SAME;
    }
}

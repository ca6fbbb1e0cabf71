package dev.agentgym.program;

/// Laplace's rule of succession: how likely it is that what was right so often is right again. It is drawn towards
/// one half where little was seen.
public final class Laplace {

    private Laplace() {}

    /// The chance, in (0, 1).
    ///
    /// @param right how often it was right
    /// @param wrong how often it was wrong
    public static double chance(double right, double wrong) {
        return (right + 1) / (right + wrong + 2);
    }
}

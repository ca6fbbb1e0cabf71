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

    /// What a rule claims, in (0, 1]: the same of the logs that it reproduces, and certainty where there are none, as
    /// only a person's word needs none.
    public static double claim(int support, int against) {
        return support == 0 ? 1 : chance(support, against);
    }
}

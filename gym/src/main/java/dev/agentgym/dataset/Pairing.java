package dev.agentgym.dataset;

/// Which siblings become a pair. Immutable.
///
/// @param margin by so much the reward of one must be above the other's
/// @param most at most so many pairs of each task, those with the largest margins
public record Pairing(double margin, int most) {

    /// A tenth of the reward, and no more than four pairs of each task.
    public static final Pairing DEFAULT = new Pairing(0.1, 4);

    /// @throws IllegalArgumentException when nothing could be a pair
    public Pairing {
        if (!(margin > 0 && margin <= 1) || most < 1) {
            throw new IllegalArgumentException("a pair needs a margin above 0 and at most 1, and at least 1 pair of "
                    + "each task, not " + margin + " and " + most);
        }
    }
}

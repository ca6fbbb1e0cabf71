package dev.agentgym.tool;

import java.time.Duration;
import java.util.stream.DoubleStream;

/// How often a session's tools fail, as real ones sometimes do, although the call is right. Immutable and safe to
/// share.
///
/// A call has one fault at most. The same seed gives the same faults to the same numbers of calls; a branch has a
/// stream of faults of its own, and does not change that of the session it comes from.
///
/// @param seed of the draws
/// @param timeout share of calls that get no answer in time, and do nothing, in [0, 1]
/// @param error share of calls that end with an internal error, and do nothing, in [0, 1]
/// @param stale share of calls that show what the tool would have shown at the start of the session, in [0, 1];
/// where that is nothing else, or the tool changes something, the call is answered as always
/// @param slow share of calls that are answered late, in [0, 1]
/// @param delay how late: nothing waits, the answer only says so
public record Faults(long seed, double timeout, double error, double stale, double slow, Duration delay) {

    /// Tools that never fail.
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, Duration.ZERO);

    /// What may be wrong with an answer.
    enum Kind {
        TIMEOUT,
        ERROR,
        STALE,
        SLOW,
        NONE
    }

    /// Checks the shares.
    ///
    /// @throws IllegalArgumentException when one is outside [0, 1] or all together are more than 1, or the delay is
    /// negative
    public Faults {
        double all = DoubleStream.of(timeout, error, stale, slow)
                .peek(Faults::checkShare)
                .sum();
        checkShare(all);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the delay of slow answers must not be negative, it is " + delay);
        }
    }

    private static void checkShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "shares of faults must lie between 0 and 1, and so must their sum; one is " + share);
        }
    }

    /// The same shares with draws of their own.
    public Faults withSeed(long other) {
        return new Faults(other, timeout, error, stale, slow, delay);
    }

    /// The fault that a number drawn evenly from [0, 1) stands for.
    Kind at(double drawn) {
        if (drawn < timeout) {
            return Kind.TIMEOUT;
        }
        if (drawn < timeout + error) {
            return Kind.ERROR;
        }
        if (drawn < timeout + error + stale) {
            return Kind.STALE;
        }
        return drawn < timeout + error + stale + slow ? Kind.SLOW : Kind.NONE;
    }
}

package dev.agentgym.environment;

/// Seeds made of seeds: equal ones from equal ones, unlike ones from neighbours. Stateless.
public final class Seeds {

    /// The increment and the two multipliers of SplitMix64 (Steele, Lea and Flood 2014).
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final long FIRST = 0xBF58476D1CE4E5B9L;
    private static final long SECOND = 0x94D049BB133111EBL;

    private Seeds() {}

    /// The seed of the n-th thing that is drawn under a seed; never negative, as some protocols want it.
    public static long of(long seed, long number) {
        long mixed = seed * FIRST + (number + 1) * GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * FIRST;
        mixed = (mixed ^ (mixed >>> 27)) * SECOND;
        return (mixed ^ (mixed >>> 31)) & Long.MAX_VALUE;
    }
}

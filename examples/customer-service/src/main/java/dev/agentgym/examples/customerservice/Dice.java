package dev.agentgym.examples.customerservice;

import java.util.List;
import java.util.Random;

/// A seeded source of choices. Not thread-safe.
///
/// Builds on [Random], whose every draw used here is fixed by its specification, so the same seed gives the same
/// choices on every JDK.
public final class Dice {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // SplitMix64, Steele, Lea and Flood 2014

    private final Random random;

    /// Dice that always fall the same way for the same seed and purpose.
    public Dice(long seed, String purpose) {
        random = new Random(mix(seed ^ mix(purpose.hashCode())));
    }

    /// True with the given probability between 0 and 1.
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// A whole number from `least` to `most`, both included.
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /// One element of a list that is not empty.
    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// The index of a weight, drawn in proportion to the weights.
    public int weighted(List<Double> weights) {
        double point = random.nextDouble()
                * weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < weights.size(); i++) {
            point -= weights.get(i);
            if (point < 0) {
                return i;
            }
        }
        return weights.size() - 1;
    }

    private static long mix(long value) {
        long z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

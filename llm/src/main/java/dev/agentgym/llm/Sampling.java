package dev.agentgym.llm;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How an answer is drawn. What is empty is left to the model's own default.
///
/// @param temperature 0 for the likeliest answer, higher for more variety
/// @param topP the share of the likeliest words that are drawn from
/// @param maxTokens the longest answer in tokens, thoughts included
/// @param seed the same seed and request give the same answer as far as the model's maker can keep that
/// @param probabilities whether the log-probabilities of the answer's tokens are asked for; not every server knows
///         them
public record Sampling(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt maxTokens,
        OptionalInt seed,
        boolean probabilities) {

    /// Everything as the model's maker set it.
    public static final Sampling DEFAULT = new Sampling(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty(), false);

    /// The likeliest answer, as repeatable as the model allows.
    public static Sampling steady(long seed) {
        return DEFAULT.temperature(0).drawn(seed);
    }

    /// The same at this temperature.
    public Sampling temperature(double value) {
        return new Sampling(OptionalDouble.of(value), topP, maxTokens, seed, probabilities);
    }

    /// The same with at most so many tokens.
    public Sampling maxTokens(int value) {
        return new Sampling(temperature, topP, OptionalInt.of(value), seed, probabilities);
    }

    /// The same by this seed.
    public Sampling seed(int value) {
        return new Sampling(temperature, topP, maxTokens, OptionalInt.of(value), probabilities);
    }

    /// The same by a seed of any size; models take those that are an int and not negative.
    public Sampling drawn(long value) {
        return seed((int) (value & Integer.MAX_VALUE));
    }

    /// The same, with the log-probabilities of the tokens.
    public Sampling withProbabilities() {
        return new Sampling(temperature, topP, maxTokens, seed, true);
    }
}

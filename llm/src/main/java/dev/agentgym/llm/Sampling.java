package dev.agentgym.llm;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How an answer is drawn. What is empty is left to the model's own default.
///
/// @param temperature 0 for the likeliest answer, higher for more variety
/// @param maxTokens the longest answer in tokens, thoughts included
/// @param seed the same seed and request give the same answer as far as the model's maker can keep that
public record Sampling(OptionalDouble temperature, OptionalInt maxTokens, OptionalInt seed) {

    /// Everything as the model's maker set it.
    public static final Sampling DEFAULT =
            new Sampling(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty());

    /// The likeliest answer, as repeatable as the model allows.
    public static Sampling steady(int seed) {
        return new Sampling(OptionalDouble.of(0), OptionalInt.empty(), OptionalInt.of(seed));
    }
}

package dev.agentgym.text;

import java.util.List;

/// Turns a text into a unit vector whose direction stands for its meaning. Implementations are thread-safe.
///
/// The same text gives the same bits, whatever was embedded before, in whatever order, on whatever thread. The
/// array belongs to the caller.
public interface Embedder {

    /// The vector of a text of any length and content, with length 1 and [#dimension] components.
    ///
    /// @throws TextException when the model cannot be loaded or run
    float[] embed(String text);

    /// Number of components of every vector.
    int dimension();

    /// The vectors of many texts, in their order; exactly what [#embed] gives for each.
    default List<float[]> embedAll(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    /// Cosine of the angle between two unit vectors, in [-1, 1].
    static double cosine(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
        }
        return Math.clamp(product, -1.0, 1.0);
    }
}

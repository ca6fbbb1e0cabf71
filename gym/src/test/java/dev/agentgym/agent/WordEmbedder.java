package dev.agentgym.agent;

import dev.agentgym.text.Embedder;
import java.util.Locale;

/// Meaning as the words that stand in a text: enough to compare short sentences, and there at once. Immutable.
final class WordEmbedder implements Embedder {

    private static final int DIMENSION = 512;

    @Override
    public float[] embed(String text) {
        float[] vector = new float[DIMENSION];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
            vector[Math.floorMod(word.hashCode(), DIMENSION)] += 1;
        }
        double length = 0;
        for (float each : vector) {
            length += each * each;
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }
}

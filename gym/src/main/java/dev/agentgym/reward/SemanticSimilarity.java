package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How near the reply's meaning is to the expected one, by sentence embeddings.
///
/// `s = (w + a) / 2`, where `w` is the cosine of the whole texts and `a` the mean of two directions: every sentence
/// of one text finds its nearest in the other, weighted by length. The value is `(s - UNRELATED) / (PARAPHRASE -
/// UNRELATED)`, cut to [0, 1]. A reply about something else has no other merits: below [#OFF_TOPIC] the total is
/// cut, down to [#OFF_TOPIC_GATE] at 0.
final class SemanticSimilarity implements RewardPart {

    // Calibrated on the tuning half of the hand-written pairs; docs/reward.md says how.
    static final double UNRELATED = 0.25;
    static final double PARAPHRASE = 0.75;

    static final double OFF_TOPIC = 0.3;
    static final double OFF_TOPIC_GATE = 0.2;

    private static final int MOST_SENTENCES = 40;

    @Override
    public String name() {
        return "semantic_similarity";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        return evidence.reference().map(reference -> {
            double raw = similarity(evidence.response(), reference, evidence.embedder());
            double value = Math.clamp((raw - UNRELATED) / (PARAPHRASE - UNRELATED), 0, 1);
            return new Finding(
                    value,
                    Math.min(1, OFF_TOPIC_GATE + (1 - OFF_TOPIC_GATE) * value / OFF_TOPIC),
                    String.format(
                            Locale.ROOT,
                            "The meaning is %s the expected reply's (cosine %.2f; %.2f is unrelated, %.2f a paraphrase).",
                            value > 0.75 ? "close to" : value > 0.35 ? "partly like" : "far from",
                            raw,
                            UNRELATED,
                            PARAPHRASE));
        });
    }

    /// The uncalibrated similarity `s`.
    static double similarity(Passage response, Passage reference, Embedder embedder) {
        if (response.isEmpty() || reference.isEmpty()) {
            return response.text().strip().equals(reference.text().strip()) ? 1 : 0;
        }
        double whole = Embedder.cosine(embedder.embed(response.text()), embedder.embed(reference.text()));
        List<String> said = head(response.sentences());
        List<String> expected = head(reference.sentences());
        double aligned = (coverage(said, expected, embedder) + coverage(expected, said, embedder)) / 2;
        return (whole + aligned) / 2;
    }

    private static List<String> head(List<String> sentences) {
        return sentences.subList(0, Math.min(MOST_SENTENCES, sentences.size()));
    }

    /// How well the sentences are found among the others, each weighted by its length.
    private static double coverage(List<String> sentences, List<String> others, Embedder embedder) {
        List<float[]> vectors = others.stream().map(embedder::embed).toList();
        double sum = 0;
        double weights = 0;
        for (String sentence : sentences) {
            float[] vector = embedder.embed(sentence);
            double best = vectors.stream()
                    .mapToDouble(other -> Embedder.cosine(vector, other))
                    .max()
                    .orElse(0);
            sum += sentence.length() * best;
            weights += sentence.length();
        }
        return weights == 0 ? 0 : sum / weights;
    }
}

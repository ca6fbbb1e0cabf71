package dev.agentgym.agent;

import dev.agentgym.text.Embedder;
import java.util.ArrayList;
import java.util.List;

/// How much logged situations are like this moment: by their words, by what had been done before, and by the
/// meaning of what the customer said last. Immutable and safe to share.
///
/// @param embedder compares what customers say by meaning
record Likeness(Embedder embedder) {

    private static final double WORDS_WEIGHT = 1.0;
    private static final double DEEDS_WEIGHT = 1.0;
    private static final double MEANING_WEIGHT = 2.0;
    private static final double GOAL_WEIGHT = 3.0;
    private static final double ANSWER_WEIGHT = 2.0;
    private static final double ASKED_WEIGHT = 1.0;

    /// A situation and how much it is like the moment; more is more.
    record Ranked(Situation situation, double score) {}

    /// What an index found, in the same order.
    List<Ranked> of(Moment now, List<SituationIndex.Hit> hits) {
        double best = hits.isEmpty() ? 1 : Math.max(hits.getFirst().score(), Float.MIN_NORMAL);
        float[] meaning = embedder.embed(now.said());
        float[] goal = embedder.embed(now.goal());
        float[] asked = embedder.embed(now.asked());
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            Situation situation = hits.get(i).situation();
            Moment then = hits.get(i).then();
            double score = WORDS_WEIGHT * hits.get(i).score() / best + DEEDS_WEIGHT * now.sameDeeds(then);
            score += GOAL_WEIGHT * Embedder.cosine(goal, embedder.embed(then.goal()));
            score += ANSWER_WEIGHT * now.sameAnswer(then);
            if (now.customerSpoke()) {
                score += MEANING_WEIGHT * Embedder.cosine(meaning, embedder.embed(then.said()));
                score += ASKED_WEIGHT * Embedder.cosine(asked, embedder.embed(then.asked()));
            }
            ranked.add(new Ranked(situation, score));
        }
        return ranked;
    }
}

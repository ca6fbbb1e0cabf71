package dev.agentgym.agent;

import dev.agentgym.text.Embedder;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Orders situations by likeness and by what the others agree on: of those that are as like, what most agents did
/// wins, and of what they said, what is closest in meaning to what the others said (minimum Bayes risk). Immutable
/// and safe to share.
///
/// @param embedder compares replies by meaning
record Consensus(Embedder embedder) {

    private static final double KIND_WEIGHT = 3.0;
    private static final double REPLY_WEIGHT = 2.0;

    /// How much more a situation counts that is more like the moment: e-fold for half a point.
    private static final double SHARPNESS = 2.0;

    /// Comparing replies costs an embedding each: only the most alike are compared.
    private static final int COMPARED = 30;

    /// The same situations, those that are most like the moment and most agreed on first.
    List<Likeness.Ranked> of(List<Likeness.Ranked> alone) {
        List<Likeness.Ranked> sorted = alone.stream()
                .sorted(Comparator.comparingDouble(Likeness.Ranked::score).reversed())
                .toList();
        double[] shares = shares(sorted);
        Map<String, Double> kinds = new HashMap<>();
        for (int i = 0; i < shares.length; i++) {
            kinds.merge(kind(sorted.get(i).situation()), shares[i], Double::sum);
        }
        double[] agreed = agreed(sorted, shares);
        List<Likeness.Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            Situation situation = sorted.get(i).situation();
            double votes = KIND_WEIGHT * kinds.getOrDefault(kind(situation), 0.0) + REPLY_WEIGHT * agreed[i];
            ranked.add(new Likeness.Ranked(situation, sorted.get(i).score() + votes));
        }
        ranked.sort(Comparator.comparingDouble(Likeness.Ranked::score).reversed());
        return ranked;
    }

    /// The weight of each of all votes, 1 together.
    private static double[] shares(List<Likeness.Ranked> sorted) {
        double most = sorted.isEmpty() ? 0 : sorted.getFirst().score();
        double[] shares = sorted.stream()
                .mapToDouble(each -> Math.exp(SHARPNESS * (each.score() - most)))
                .toArray();
        double all = 0;
        for (double share : shares) {
            all += share;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= all;
        }
        return shares;
    }

    /// How alike each reply is to the others, on average by their weight; that of a call counts as any reply's
    /// mean.
    private double[] agreed(List<Likeness.Ranked> sorted, double[] shares) {
        double[] agreed = new double[shares.length];
        List<Integer> replies = new ArrayList<>();
        List<float[]> meanings = new ArrayList<>();
        for (int i = 0; i < shares.length && replies.size() < COMPARED; i++) {
            if (sorted.get(i).situation().calls().isEmpty()) {
                replies.add(i);
                meanings.add(embedder.embed(sorted.get(i).situation().words()));
            }
        }
        for (int one = 0; one < replies.size(); one++) {
            double like = 0;
            double all = 0;
            for (int other = 0; other < replies.size(); other++) {
                double share = shares[replies.get(other)];
                like += share * Embedder.cosine(meanings.get(one), meanings.get(other));
                all += share;
            }
            agreed[replies.get(one)] = like / all;
        }
        return centred(agreed, replies, shares);
    }

    /// What speaks for a reply against other replies must not speak for speaking against calling.
    private static double[] centred(double[] agreed, List<Integer> replies, double[] shares) {
        double mean = 0;
        double all = 0;
        for (int reply : replies) {
            mean += shares[reply] * agreed[reply];
            all += shares[reply];
        }
        for (int reply : replies) {
            agreed[reply] -= mean / all;
        }
        return agreed;
    }

    /// What is done, without values: the tools that are called, or that something is said.
    private static String kind(Situation situation) {
        return situation.calls().isEmpty()
                ? "say"
                : situation.calls().stream().map(ToolCall::name).collect(Collectors.joining(" "));
    }
}

package dev.agentgym.reward;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Learns from logs what a reward can know beforehand: which words claim which deeds, what outcome and satisfaction
/// a conversation leads to, and how much each part counts for the outcome. Offline and deterministic.
///
/// What a prediction says of a conversation that it learned from is worth nothing; wherever weights are fitted, it
/// speaks of a conversation only as it did while the conversation's whole group was held out.
public final class RewardLearning {

    private static final int FEWEST = 40;
    private static final int FEWEST_OF_A_CLASS = 10;
    private static final int MOST_WEIGHED = 600;

    private final List<Logged> logs;
    private final RewardFunction base;

    /// A logged conversation to learn from.
    ///
    /// @param conversation with its outcome, and satisfaction where it is known
    /// @param ended the same as an episode; empty where nobody knows what it had to bring about, such as where no
    /// other conversation about the same ended well
    /// @param group what is held out together: the task, or the customer
    public record Logged(Conversation conversation, Optional<Ended> ended, String group) {

        /// Whether the log says how it ended.
        boolean isJudged() {
            return conversation.outcome() != Outcome.UNKNOWN;
        }

        /// Whether it ended well; all other known outcomes are not well.
        boolean isSuccess() {
            return conversation.outcome() == Outcome.SUCCESS;
        }
    }

    private RewardLearning(List<Logged> logs, RewardFunction base) {
        this.logs = List.copyOf(logs);
        this.base = base;
    }

    /// The given reward with what the logs teach it.
    ///
    /// @param writers the tools that change something, or may do so
    public static RewardFunction learn(RewardFunction base, List<Logged> logs, Set<String> writers) {
        return new RewardLearning(logs, base).learned(writers);
    }

    private RewardFunction learned(Set<String> writers) {
        Deeds deeds = Deeds.learn(logs.stream().map(Logged::conversation).toList(), writers);
        Map<Logged, List<RewardFunction.Found>> heldOut = new LinkedHashMap<>();
        List<Prediction> predictions = new ArrayList<>();
        outcome(heldOut).ifPresent(predictions::add);
        satisfaction(heldOut).ifPresent(predictions::add);
        Experience experience = new Experience(deeds, predictions, Weighing.DEFAULT, Weighing.DEFAULT);
        // Without the predictions: those that were made while held out are put in their place.
        RewardFunction plain = base.with(new Experience(deeds, List.of(), Weighing.DEFAULT, Weighing.DEFAULT));
        List<Weighing.Labelled> byExpectation = new ArrayList<>();
        List<Weighing.Labelled> byQuality = new ArrayList<>();
        for (Logged log : weighed()) {
            List<RewardFunction.Found> predicted = heldOut.getOrDefault(log, List.of());
            List<RewardFunction.Found> quality = plain.findings(log.conversation());
            byQuality.add(labelled(quality, predicted, log));
            log.ended().ifPresent(ended -> byExpectation.add(labelled(plain.findings(ended, quality), predicted, log)));
        }
        return base.with(experience.with(Weighing.fit(byExpectation), Weighing.fit(byQuality)));
    }

    /// Enough to fit a few weights to, evenly from all over the logs.
    private List<Logged> weighed() {
        List<Logged> judged = logs.stream().filter(Logged::isJudged).toList();
        int step = Math.max(1, Math.ceilDiv(judged.size(), MOST_WEIGHED));
        List<Logged> some = new ArrayList<>();
        for (int i = 0; i < judged.size(); i += step) {
            some.add(judged.get(i));
        }
        return some;
    }

    private static Weighing.Labelled labelled(
            List<RewardFunction.Found> findings, List<RewardFunction.Found> predicted, Logged log) {
        List<RewardFunction.Found> all = new ArrayList<>(findings);
        all.addAll(predicted);
        return new Weighing.Labelled(all, log.isSuccess(), log.group());
    }

    private Optional<Prediction> outcome(Map<Logged, List<RewardFunction.Found>> heldOut) {
        List<Logged> judged = logs.stream().filter(Logged::isJudged).toList();
        double[] labels =
                judged.stream().mapToDouble(log -> log.isSuccess() ? 1 : 0).toArray();
        return isEnough(judged, labels)
                ? Optional.of(kept(Prediction.outcome(examples(judged, labels)), judged, heldOut))
                : Optional.empty();
    }

    private Optional<Prediction> satisfaction(Map<Logged, List<RewardFunction.Found>> heldOut) {
        List<Logged> rated = logs.stream()
                .filter(log -> log.conversation().satisfaction().isPresent())
                .toList();
        double[] ratings = rated.stream()
                .mapToDouble(log -> log.conversation().satisfaction().getAsDouble())
                .toArray();
        double low = Arrays.stream(ratings).min().orElse(0);
        double high = Arrays.stream(ratings).max().orElse(0);
        double[] labels = Arrays.stream(ratings)
                .map(rating -> high > low ? (rating - low) / (high - low) : 1)
                .toArray();
        return isEnough(rated, labels)
                ? Optional.of(kept(Prediction.satisfaction(examples(rated, labels)), rated, heldOut))
                : Optional.empty();
    }

    private static boolean isEnough(List<Logged> logs, double[] labels) {
        long good = Arrays.stream(labels).filter(label -> label > 0.5).count();
        long groups = logs.stream().map(Logged::group).distinct().count();
        return labels.length >= FEWEST
                && groups >= FEWEST_OF_A_CLASS
                && Math.min(good, labels.length - good) >= FEWEST_OF_A_CLASS;
    }

    private static List<Prediction.Labelled> examples(List<Logged> logs, double[] labels) {
        List<Prediction.Labelled> examples = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            Logged log = logs.get(i);
            examples.add(new Prediction.Labelled(Features.of(log.conversation()), labels[i], log.group()));
        }
        return examples;
    }

    private static Prediction kept(
            Prediction.Learned learned, List<Logged> logs, Map<Logged, List<RewardFunction.Found>> heldOut) {
        if (learned.prediction().isSkilled()) {
            for (int i = 0; i < logs.size(); i++) {
                heldOut.computeIfAbsent(logs.get(i), any -> new ArrayList<>())
                        .add(Experience.found(
                                learned.prediction(), learned.heldOut().get(i)));
            }
        }
        return learned.prediction();
    }
}

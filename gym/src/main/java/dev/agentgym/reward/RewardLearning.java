package dev.agentgym.reward;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Evenly;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Learns from logs what a reward can know beforehand: which words claim which deeds, what outcome and satisfaction
/// a conversation leads to, and how much each part counts for the outcome. Offline and deterministic.
///
/// What a prediction says of a conversation that it learned from is worth nothing; wherever weights are fitted, it
/// speaks of a conversation only as it did while the conversation's whole group was held out.
public final class RewardLearning {

    private static final int FEWEST = 40;
    private static final int FEWEST_OF_A_CLASS = 10;

    /// What a prediction learns from is in memory at once, some ten thousand characters a conversation.
    private static final int MOST_FORETOLD = 4_000;

    /// Enough to fit a few weights to.
    private static final int MOST_WEIGHED = 600;

    private final RewardFunction base;
    private final List<Foretold> foretold;

    /// A conversation that predictions learn from.
    private record Foretold(Logged log, Map<String, Double> features) {}

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

    /// What logs taught.
    ///
    /// @param reward the given reward with what the logs teach it
    /// @param byExpectation how many outcomes the weights were fitted to of episodes that are judged by what they
    /// had to bring about; 0 where they are the defaults
    /// @param byQuality the same of conversations of which nobody knows that
    /// @param unseen conversations with what the reward said of them while their group was held out, as episodes
    /// where weights for these were fitted, or for nothing
    public record Learned(RewardFunction reward, int byExpectation, int byQuality, List<Unseen> unseen) {

        /// Copies the list.
        public Learned {
            unseen = List.copyOf(unseen);
        }
    }

    /// A conversation and the reward that it got while its group was held out.
    public record Unseen(Logged logged, Reward reward) {}

    private RewardLearning(List<Logged> logs, RewardFunction base) {
        this.base = base;
        this.foretold = Evenly.some(logs, MOST_FORETOLD).parallelStream()
                .map(log -> new Foretold(log, Features.of(log.conversation())))
                .toList();
    }

    /// The given reward with nothing learned but which tools stand behind the deeds that agents claim: enough to
    /// tell successes.
    ///
    /// @param writers the tools that change something, or may do so
    public static RewardFunction claims(RewardFunction base, List<Conversation> logs, Set<String> writers) {
        return base.with(Experience.of(Deeds.learn(logs, writers)));
    }

    /// The given reward with what else the logs teach it. Of many logs 4,000 teach predictions, and 600 teach
    /// weights, evenly from all over them.
    ///
    /// @param claims what [#claims] learned of the same logs
    public static Learned learn(RewardFunction claims, List<Logged> logs) {
        return new RewardLearning(logs, claims).learned();
    }

    private Learned learned() {
        IdentityHashMap<Logged, List<RewardFunction.Found>> heldOut = new IdentityHashMap<>();
        List<Prediction> predictions = new ArrayList<>();
        outcome(heldOut).ifPresent(predictions::add);
        satisfaction(heldOut).ifPresent(predictions::add);
        // Without the predictions: those that were made while held out are put in their place.
        RewardFunction plain = base.with(Experience.of(base.deeds()));
        Examples episodes = new Examples();
        Examples conversations = new Examples();
        List<Examined> examined =
                Evenly.some(judged().stream().map(Foretold::log).toList(), MOST_WEIGHED).parallelStream()
                        .map(log -> Examined.of(log, plain))
                        .toList();
        for (Examined each : examined) {
            List<RewardFunction.Found> predicted = heldOut.getOrDefault(each.log(), List.of());
            conversations.add(each.log(), false, each.quality(), predicted);
            each.verdict()
                    .ifPresent(verdict -> episodes.add(each.log(), verdict.success(), verdict.findings(), predicted));
        }
        return learned(
                new Experience(base.deeds(), predictions, Weighing.DEFAULT, Weighing.DEFAULT), episodes, conversations);
    }

    private Learned learned(Experience experience, Examples episodes, Examples conversations) {
        Weighing.Fitted byExpectation = Weighing.fitToEpisodes(episodes.labelled);
        Weighing.Fitted byQuality = Weighing.fitToConversations(conversations.labelled);
        boolean asEpisodes = byExpectation.weighing().examples() > 0;
        return new Learned(
                base.with(experience.with(byExpectation.weighing(), byQuality.weighing())),
                byExpectation.weighing().examples(),
                byQuality.weighing().examples(),
                asEpisodes ? episodes.unseen(byExpectation) : conversations.unseen(byQuality));
    }

    /// What was found in a conversation, and as an episode where it is one.
    private record Examined(Logged log, List<RewardFunction.Found> quality, Optional<EpisodeJudge.Verdict> verdict) {

        static Examined of(Logged log, RewardFunction plain) {
            List<RewardFunction.Found> quality = plain.findings(log.conversation());
            return new Examined(log, quality, log.ended().map(ended -> plain.verdict(ended, quality)));
        }
    }

    /// Conversations with what was found in them.
    private static final class Examples {
        private final List<Logged> logs = new ArrayList<>();
        private final List<Weighing.Labelled> labelled = new ArrayList<>();

        void add(
                Logged log,
                boolean reached,
                List<RewardFunction.Found> findings,
                List<RewardFunction.Found> predicted) {
            List<RewardFunction.Found> all = new ArrayList<>(findings);
            all.addAll(predicted);
            logs.add(log);
            labelled.add(new Weighing.Labelled(all, reached, log.isSuccess(), log.group()));
        }

        List<Unseen> unseen(Weighing.Fitted fitted) {
            return IntStream.range(0, logs.size())
                    .mapToObj(i -> new Unseen(logs.get(i), fitted.unseen().get(i)))
                    .toList();
        }
    }

    private List<Foretold> judged() {
        return foretold.stream().filter(each -> each.log().isJudged()).toList();
    }

    private Optional<Prediction> outcome(IdentityHashMap<Logged, List<RewardFunction.Found>> heldOut) {
        List<Foretold> judged = judged();
        double[] labels = judged.stream()
                .mapToDouble(each -> each.log().isSuccess() ? 1 : 0)
                .toArray();
        return isEnough(judged, labels)
                ? Optional.of(kept(Prediction.outcome(examples(judged, labels)), judged, heldOut))
                : Optional.empty();
    }

    private Optional<Prediction> satisfaction(IdentityHashMap<Logged, List<RewardFunction.Found>> heldOut) {
        List<Foretold> rated = foretold.stream()
                .filter(each -> each.log().conversation().satisfaction().isPresent())
                .toList();
        double[] ratings = rated.stream()
                .flatMapToDouble(each -> each.log().conversation().satisfaction().stream())
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

    private static boolean isEnough(List<Foretold> logs, double[] labels) {
        long good = Arrays.stream(labels).filter(label -> label > 0.5).count();
        long groups = logs.stream().map(each -> each.log().group()).distinct().count();
        return labels.length >= FEWEST
                && groups >= FEWEST_OF_A_CLASS
                && Math.min(good, labels.length - good) >= FEWEST_OF_A_CLASS;
    }

    private static List<Prediction.Labelled> examples(List<Foretold> logs, double[] labels) {
        List<Prediction.Labelled> examples = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            Foretold each = logs.get(i);
            examples.add(new Prediction.Labelled(
                    each.features(), labels[i], each.log().group()));
        }
        return examples;
    }

    private static Prediction kept(
            Prediction.Learned learned,
            List<Foretold> logs,
            IdentityHashMap<Logged, List<RewardFunction.Found>> heldOut) {
        if (learned.prediction().isSkilled()) {
            for (int i = 0; i < logs.size(); i++) {
                heldOut.computeIfAbsent(logs.get(i).log(), any -> new ArrayList<>())
                        .add(Experience.found(
                                learned.prediction(), learned.heldOut().get(i)));
            }
        }
        return learned.prediction();
    }
}

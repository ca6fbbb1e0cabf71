package dev.agentgym.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Two agents on the same episodes: same task, same seed, same place in the group. Immutable; equal rollouts give
/// equal comparisons.
///
/// @param agent the one that is asked about
/// @param against the other
/// @param pairs how many episodes both played without anybody else spoiling them
/// @param unpaired how many rollouts of either are in no pair, spoiled ones included
/// @param wins how many pairs have the higher reward for the agent
/// @param ties how many have equal rewards
/// @param losses how many have the lower reward for the agent
/// @param winRate wins and half of the ties, of all pairs
/// @param rewardP the exact sign test on wins and losses
/// @param reward the mean difference of rewards, with an interval by tasks
/// @param gained how many pairs only the agent succeeded in
/// @param lost how many pairs only the other succeeded in
/// @param successP the exact sign test on these (McNemar's exact test)
/// @param success the mean difference of successes, with an interval by tasks
/// @param regressions the tasks in which the other succeeded more often, the worst first
/// @param improvements the tasks in which the agent did, the best first
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Comparison(
        String agent,
        String against,
        int pairs,
        int unpaired,
        int wins,
        int ties,
        int losses,
        double winRate,
        double rewardP,
        Interval reward,
        int gained,
        int lost,
        double successP,
        Interval success,
        List<TaskChange> regressions,
        List<TaskChange> improvements) {

    /// Rewards that differ by less are equal: rounding is no merit.
    private static final double EQUAL = 1e-9;

    /// A task on which one agent succeeded more often.
    ///
    /// @param task its id
    /// @param intent what it is about
    /// @param tries how many pairs there are
    /// @param agent how many the agent succeeded in
    /// @param against how many the other did
    /// @param reward the mean difference of rewards
    public record TaskChange(String task, String intent, int tries, int agent, int against, double reward) {

        private int gain() {
            return agent - against;
        }
    }

    private record Pair(Rollout ours, Rollout theirs) {

        private double gain() {
            double gain = ours.score() - theirs.score();
            return Math.abs(gain) < EQUAL ? 0 : gain;
        }

        private int success() {
            return (ours.success() ? 1 : 0) - (theirs.success() ? 1 : 0);
        }
    }

    /// Compares an agent with another.
    ///
    /// @throws IllegalArgumentException when they have no episode in common
    public static Comparison of(List<Rollout> agent, List<Rollout> against) {
        List<Pair> pairs = pairs(agent, against);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("the two agents have no episode in common; play both with the same "
                    + "tasks, episodes, group and seed");
        }
        Map<String, List<Pair>> byTask = new TreeMap<>();
        pairs.forEach(pair -> byTask.computeIfAbsent(pair.ours().task(), _ -> new ArrayList<>())
                .add(pair));
        int wins = count(pairs, 1);
        int losses = count(pairs, -1);
        int gained = (int) pairs.stream().filter(pair -> pair.success() > 0).count();
        int lost = (int) pairs.stream().filter(pair -> pair.success() < 0).count();
        int ties = pairs.size() - wins - losses;
        return new Comparison(
                agent.getFirst().agent(),
                against.getFirst().agent(),
                pairs.size(),
                agent.size() + against.size() - 2 * pairs.size(),
                wins,
                ties,
                losses,
                (wins + ties / 2.0) / pairs.size(),
                SignTest.p(wins, losses),
                Interval.of(values(byTask, true), Evaluation.SEED),
                gained,
                lost,
                SignTest.p(gained, lost),
                Interval.of(values(byTask, false), Evaluation.SEED),
                changes(byTask, -1),
                changes(byTask, 1));
    }

    private static int count(List<Pair> pairs, int sign) {
        return (int)
                pairs.stream().filter(pair -> Math.signum(pair.gain()) == sign).count();
    }

    private static List<Pair> pairs(List<Rollout> agent, List<Rollout> against) {
        Map<String, Rollout> theirs = new LinkedHashMap<>();
        against.stream().filter(Rollout::isCharged).forEach(rollout -> theirs.put(episode(rollout), rollout));
        List<Pair> pairs = new ArrayList<>();
        for (Rollout ours : agent) {
            Rollout other = theirs.get(episode(ours));
            if (ours.isCharged() && other != null) {
                pairs.add(new Pair(ours, other));
            }
        }
        return pairs;
    }

    private static String episode(Rollout rollout) {
        return rollout.task() + " " + rollout.seed() + " " + rollout.index();
    }

    private static List<double[]> values(Map<String, List<Pair>> byTask, boolean reward) {
        return byTask.values().stream()
                .map(pairs -> pairs.stream()
                        .mapToDouble(pair -> reward ? pair.gain() : pair.success())
                        .toArray())
                .toList();
    }

    private static List<TaskChange> changes(Map<String, List<Pair>> byTask, int sign) {
        return byTask.values().stream()
                .map(Comparison::change)
                .filter(change -> Integer.signum(change.gain()) == sign)
                .sorted(Comparator.comparingInt((TaskChange change) -> -sign * change.gain())
                        .thenComparingDouble(change -> -sign * change.reward())
                        .thenComparing(TaskChange::task))
                .toList();
    }

    private static TaskChange change(List<Pair> pairs) {
        return new TaskChange(
                pairs.getFirst().ours().task(),
                pairs.getFirst().ours().intent(),
                pairs.size(),
                (int) pairs.stream().filter(pair -> pair.ours().success()).count(),
                (int) pairs.stream().filter(pair -> pair.theirs().success()).count(),
                pairs.stream().mapToDouble(Pair::gain).average().orElse(0));
    }

    /// All of it, for programs.
    public ObjectNode toJson() {
        return Json.MAPPER.valueToTree(this);
    }
}

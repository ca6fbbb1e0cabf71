package dev.agentgym.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// How good an agent was. Immutable; equal rollouts give equal evaluations.
///
/// Everything but the counts of faults and failures is about the rollouts that are charged to the agent: those
/// which neither the simulated customer nor the environment spoiled.
///
/// @param agent who played
/// @param rollouts how many there are
/// @param charged how many are charged to the agent
/// @param userFaults how many the simulated customer spoiled
/// @param failures how many broke off, by what failed
/// @param tasks how many tasks were played
/// @param success of the charged, with Wilson's interval
/// @param reward the mean, with an interval by tasks
/// @param passHat pass^k for k from 1 to the least number of tries of a task, at most 16
/// @param passAt pass@k for the same k
/// @param parts of the reward by name: the mean over the rollouts that have it
/// @param intents by what tasks are about
/// @param splits by whether tasks are to learn from or to be tested on
/// @param tools by name, those called
/// @param tiers how many answers of tools came from each rung
/// @param endings how many episodes were over for each reason
/// @param truncated how many were cut off
/// @param turns how often the agent spoke to the customer in the mean
/// @param toolCalls how many calls it made in the mean
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Evaluation(
        String agent,
        int rollouts,
        int charged,
        int userFaults,
        Map<String, Integer> failures,
        int tasks,
        Proportion success,
        Interval reward,
        List<Double> passHat,
        List<Double> passAt,
        Map<String, Part> parts,
        Map<String, Group> intents,
        Map<String, Group> splits,
        Map<String, ToolUse> tools,
        Map<String, Integer> tiers,
        Map<String, Integer> endings,
        int truncated,
        double turns,
        double toolCalls) {

    private static final int MOST_TRIES = 16;

    /// Draws the intervals; any number would do, one has to be chosen.
    static final long SEED = 1;

    /// A part of the reward.
    ///
    /// @param rollouts how many have it
    /// @param mean its mean value
    /// @param weight its mean weight
    public record Part(int rollouts, double mean, double weight) {}

    /// Rollouts that have something in common.
    ///
    /// @param success how many succeeded
    /// @param reward the mean
    /// @param turns the mean
    public record Group(Proportion success, double reward, double turns) {

        static Group of(List<Rollout> rollouts) {
            return new Group(successes(rollouts), mean(rollouts, Rollout::score), mean(rollouts, Rollout::turns));
        }
    }

    /// Counts what rollouts of one agent came to.
    ///
    /// @throws IllegalArgumentException without rollouts, or when they are of several agents
    public static Evaluation of(List<Rollout> all) {
        List<String> agents = all.stream().map(Rollout::agent).distinct().toList();
        if (agents.size() != 1) {
            throw new IllegalArgumentException("an evaluation is of one agent; the rollouts are of "
                    + (agents.isEmpty() ? "none" : String.join(", ", agents)));
        }
        List<Rollout> charged = all.stream().filter(Rollout::isCharged).toList();
        Map<String, List<Rollout>> byTask = grouped(charged, Rollout::task);
        List<Passes.Tries> tries =
                byTask.values().stream().map(Evaluation::tries).toList();
        return new Evaluation(
                agents.getFirst(),
                all.size(),
                charged.size(),
                (int) all.stream()
                        .filter(rollout -> rollout.userFault().isPresent())
                        .count(),
                failures(all),
                byTask.size(),
                successes(charged),
                Interval.of(scores(byTask), SEED),
                passes(tries, Passes::hat),
                passes(tries, Passes::at),
                parts(charged),
                groups(charged, Rollout::intent),
                groups(charged, rollout -> rollout.part().name().toLowerCase(Locale.ROOT)),
                ToolUse.of(charged),
                ToolUse.tiers(charged),
                counted(charged, Rollout::ending),
                (int) charged.stream().filter(Rollout::truncated).count(),
                mean(charged, Rollout::turns),
                mean(charged, Rollout::toolCalls));
    }

    private static Map<String, Integer> failures(List<Rollout> all) {
        return counted(
                all.stream().filter(rollout -> rollout.failure().isPresent()).toList(),
                rollout -> rollout.failure()
                        .map(Failure::kind)
                        .map(Failure.Kind::label)
                        .orElseThrow());
    }

    private static Passes.Tries tries(List<Rollout> rollouts) {
        return new Passes.Tries(rollouts.size(), (int)
                rollouts.stream().filter(Rollout::success).count());
    }

    private static List<double[]> scores(Map<String, List<Rollout>> byTask) {
        return byTask.values().stream()
                .map(rollouts -> rollouts.stream().mapToDouble(Rollout::score).toArray())
                .toList();
    }

    /// The chances of several tries.
    private interface Chance {
        double of(List<Passes.Tries> tries, int k);
    }

    private static List<Double> passes(List<Passes.Tries> tries, Chance chance) {
        int least = tries.stream().mapToInt(Passes.Tries::all).min().orElse(0);
        List<Double> passes = new ArrayList<>();
        for (int k = 1; k <= Math.min(least, MOST_TRIES); k++) {
            passes.add(chance.of(tries, k));
        }
        return List.copyOf(passes);
    }

    private static Map<String, Part> parts(List<Rollout> charged) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        charged.forEach(rollout -> rollout.reward()
                .ifPresent(reward -> reward.parts().forEach(part -> {
                    double[] sum = sums.computeIfAbsent(part.name(), _ -> new double[3]);
                    sum[0]++;
                    sum[1] += part.value();
                    sum[2] += part.weight();
                })));
        Map<String, Part> parts = new LinkedHashMap<>();
        sums.forEach((name, sum) -> parts.put(name, new Part((int) sum[0], sum[1] / sum[0], sum[2] / sum[0])));
        return parts;
    }

    private static Map<String, Group> groups(List<Rollout> rollouts, Function<Rollout, String> key) {
        Map<String, Group> groups = new LinkedHashMap<>();
        grouped(rollouts, key).forEach((name, group) -> groups.put(name, Group.of(group)));
        return groups;
    }

    static Map<String, List<Rollout>> grouped(List<Rollout> rollouts, Function<Rollout, String> key) {
        return rollouts.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static Map<String, Integer> counted(List<Rollout> rollouts, Function<Rollout, String> key) {
        Map<String, Integer> counts = new TreeMap<>();
        rollouts.forEach(rollout -> counts.merge(key.apply(rollout), 1, Integer::sum));
        return counts;
    }

    static Proportion successes(List<Rollout> rollouts) {
        return new Proportion(rollouts.stream().filter(Rollout::success).count(), rollouts.size());
    }

    private static double mean(List<Rollout> rollouts, ToDoubleFunction<Rollout> value) {
        return rollouts.stream().mapToDouble(value).average().orElse(0);
    }

    /// All of it, for programs.
    public ObjectNode toJson() {
        return Json.MAPPER.valueToTree(this);
    }
}

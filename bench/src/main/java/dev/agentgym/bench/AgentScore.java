package dev.agentgym.bench;

import dev.agentgym.fidelity.Proportion;
import dev.agentgym.rollout.Rollout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What an agent got in the gym and at the true office, task by task. Immutable.
///
/// @param name of the agent
/// @param rollouts in the gym
/// @param held whether the office held in the end what it had to, in the same order
record AgentScore(String name, List<Rollout> rollouts, List<Boolean> held) {

    private static final int DRAWS = 2_000;
    private static final double TAIL = 0.025;

    private double reward(int[] some) {
        return Arrays.stream(some)
                .mapToDouble(i -> rollouts.get(i).score())
                .average()
                .orElse(0);
    }

    private double success(int[] some) {
        return Arrays.stream(some)
                .mapToDouble(i -> rollouts.get(i).success() ? 1 : 0)
                .average()
                .orElse(0);
    }

    private double truth(int[] some) {
        return Arrays.stream(some)
                .mapToDouble(i -> held.get(i) ? 1 : 0)
                .average()
                .orElse(0);
    }

    void print() {
        int size = held.size();
        long agreed = IntStream.range(0, size)
                .filter(i -> rollouts.get(i).success() == held.get(i))
                .count();
        System.out.printf(
                Locale.ROOT,
                "%-22s gym: success %s, reward %s | office: %s | agree %s%n",
                name,
                text(new Proportion(rollouts.stream().filter(Rollout::success).count(), size)),
                text(interval(size, this::reward)),
                text(new Proportion(held.stream().filter(each -> each).count(), size)),
                text(new Proportion(agreed, size)));
    }

    /// Spearman's rank correlation between gym and office over the agents, with its interval over drawn tasks.
    static void printAgreement(List<AgentScore> scores) {
        int size = scores.getFirst().held().size();
        System.out.println("Spearman, mean reward and office:    "
                + text(interval(size, some -> spearman(scores, some, AgentScore::reward))));
        System.out.println("Spearman, gym's success and office:  "
                + text(interval(size, some -> spearman(scores, some, AgentScore::success))));
    }

    /// Something of an agent on some of the tasks.
    private interface Mean {
        double of(AgentScore score, int[] some);
    }

    private static double spearman(List<AgentScore> scores, int[] some, Mean mean) {
        double[] gym =
                ranks(scores.stream().mapToDouble(each -> mean.of(each, some)).toArray());
        double[] office =
                ranks(scores.stream().mapToDouble(each -> each.truth(some)).toArray());
        double centre = (scores.size() + 1) / 2.0;
        double product = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < gym.length; i++) {
            product += (gym[i] - centre) * (office[i] - centre);
            one += (gym[i] - centre) * (gym[i] - centre);
            other += (office[i] - centre) * (office[i] - centre);
        }
        return product / Math.sqrt(one * other);
    }

    /// Ranks from 1, equal values sharing the mean of theirs.
    private static double[] ranks(double[] values) {
        return Arrays.stream(values)
                .map(value -> {
                    long below =
                            Arrays.stream(values).filter(other -> other < value).count();
                    long equal = Arrays.stream(values)
                            .filter(other -> other == value)
                            .count();
                    return below + (equal + 1) / 2.0;
                })
                .toArray();
    }

    /// A measure of all tasks, with the percentile interval of the bootstrap over tasks.
    private static double[] interval(int size, ToDoubleFunction<int[]> measure) {
        SplittableRandom random = new SplittableRandom(1);
        double[] drawn = IntStream.range(0, DRAWS)
                .mapToDouble(
                        _ -> measure.applyAsDouble(random.ints(size, 0, size).toArray()))
                .sorted()
                .toArray();
        return new double[] {
            measure.applyAsDouble(IntStream.range(0, size).toArray()),
            drawn[(int) (TAIL * (DRAWS - 1))],
            drawn[(int) Math.ceil((1 - TAIL) * (DRAWS - 1))]
        };
    }

    private static String text(double[] interval) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", interval[0], interval[1], interval[2]);
    }

    private static String text(Proportion share) {
        return text(new double[] {share.share(), share.low(), share.high()});
    }
}

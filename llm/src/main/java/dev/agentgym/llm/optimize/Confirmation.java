package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.call.Spending;
import dev.agentgym.report.Interval;
import dev.agentgym.report.SignTest;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Two candidates on tasks that no optimiser saw, each task and attempt played by both. Immutable.
///
/// @param tasks how many tasks both played
/// @param before the mean reward of the start
/// @param after the mean reward of what was found
/// @param gain the mean difference, with its 95 % interval by tasks
/// @param wins tasks that went better
/// @param losses tasks that went worse
/// @param p the exact sign test on these
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Confirmation(int tasks, double before, double after, Interval gain, int wins, int losses, double p) {

    private static final double SURE = 0.01;
    /// Conversations with a better prompt may be longer, and calls may fail.
    private static final double MARGIN = 1.25;

    private static final double EQUAL = 1e-9;

    /// Whether the gain may be claimed: the interval lies above zero, and chance would do this less than once in a
    /// hundred times.
    public boolean isGain() {
        return gain.low() > 0 && p < SURE;
    }

    /// Plays both.
    ///
    /// @param problem whose arena and settings are used; its limit of rollouts is not
    /// @param tasks those that were held out
    /// @param attempts how often each is played
    /// @throws SearchStopped when too many rollouts fail, or nothing can be paid for any more
    /// @throws IllegalArgumentException when a task was learned from or compared on
    public static Confirmation of(Problem problem, Candidate found, List<String> tasks, int attempts) {
        if (tasks.stream()
                .anyMatch(task ->
                        problem.learn().contains(task) || problem.validate().contains(task))) {
            throw new IllegalArgumentException("a task that was held out was also searched on");
        }
        State state = new State();
        Lab lab = new Lab(unbounded(problem), state);
        state.entries.add(new State.Entry(problem.start(), List.of(), "before", new LinkedHashMap<>(), ""));
        state.entries.add(new State.Entry(found, List.of(), "after", new LinkedHashMap<>(), ""));
        List<Lab.Trial> trials = new ArrayList<>();
        tasks.forEach(task -> {
            for (int i = 0; i < attempts; i++) {
                trials.add(new Lab.Trial(task, i));
            }
        });
        List<OptionalDouble> before = lab.scores(0, trials);
        List<OptionalDouble> after = found.equals(problem.start()) ? before : lab.scores(1, trials);
        return compared(trials, before, after);
    }

    /// What has to be left of a budget to confirm with.
    ///
    /// @param rollout what one rollout costs
    /// @param tasks how many were held out
    /// @param attempts how often each is played
    public static Spending cost(Spending rollout, int tasks, int attempts) {
        return rollout.times(2.0 * tasks * attempts * MARGIN);
    }

    private static Problem unbounded(Problem problem) {
        return new Problem(
                problem.start(),
                problem.arena(),
                problem.reflection(),
                problem.learn(),
                problem.validate(),
                problem.logged(),
                problem.settings().rollouts(Integer.MAX_VALUE));
    }

    private static Confirmation compared(
            List<Lab.Trial> trials, List<OptionalDouble> before, List<OptionalDouble> after) {
        Map<String, List<Double>> gains = new LinkedHashMap<>();
        double sumBefore = 0;
        double sumAfter = 0;
        int pairs = 0;
        for (int i = 0; i < trials.size(); i++) {
            if (before.get(i).isPresent() && after.get(i).isPresent()) {
                double one = before.get(i).getAsDouble();
                double other = after.get(i).getAsDouble();
                gains.computeIfAbsent(trials.get(i).task(), task -> new ArrayList<>())
                        .add(other - one);
                sumBefore += one;
                sumAfter += other;
                pairs++;
            }
        }
        int wins = 0;
        int losses = 0;
        for (List<Double> each : gains.values()) {
            double sum = each.stream().mapToDouble(Double::doubleValue).sum();
            wins += sum > EQUAL ? 1 : 0;
            losses += sum < -EQUAL ? 1 : 0;
        }
        List<double[]> groups = gains.values().stream()
                .map(each -> each.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        int count = Math.max(1, pairs);
        return new Confirmation(
                gains.size(),
                sumBefore / count,
                sumAfter / count,
                Interval.of(groups, 1),
                wins,
                losses,
                SignTest.p(wins, losses));
    }

    /// All of it, for programs.
    public ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.valueToTree(this);
        json.remove("is_gain");
        return json.put("claimed", isGain());
    }
}

package dev.agentgym.llm.optimize;

import dev.agentgym.llm.optimize.Lab.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The Pareto front of candidates over tasks (GEPA, Agrawal and others 2025): for every task those that do best on
/// it. A candidate stays if it is needed, so that somebody who is good at one thing only is not forgotten.
final class Front {

    private final List<Set<Integer>> leaders = new ArrayList<>();

    private Front() {}

    static Front of(Lab lab) {
        Front front = new Front();
        List<Integer> ranked = IntStream.range(0, lab.state().entries.size())
                .filter(lab::isRanked)
                .boxed()
                .toList();
        for (Trial trial : lab.validation()) {
            Set<Integer> best = best(lab, ranked, trial);
            if (!best.isEmpty()) {
                front.leaders.add(best);
            }
        }
        ranked.stream()
                .sorted(Comparator.<Integer>comparingDouble(lab::value).thenComparing(Comparator.reverseOrder()))
                .forEach(front::dropIfDominated);
        return front;
    }

    private static Set<Integer> best(Lab lab, List<Integer> ranked, Trial trial) {
        double best = -1;
        Set<Integer> found = new TreeSet<>();
        for (int number : ranked) {
            OptionalDouble score = lab.entry(number).scores().getOrDefault(trial.key(), OptionalDouble.empty());
            if (score.isPresent() && score.getAsDouble() >= best) {
                if (score.getAsDouble() > best) {
                    found.clear();
                }
                best = score.getAsDouble();
                found.add(number);
            }
        }
        return found;
    }

    /// Somebody else leads wherever this one does.
    private void dropIfDominated(int number) {
        List<Set<Integer>> led =
                leaders.stream().filter(each -> each.contains(number)).toList();
        if (!led.isEmpty() && led.stream().allMatch(each -> each.size() > 1)) {
            led.forEach(each -> each.remove(number));
        }
    }

    /// Those that are needed, in order of their numbers.
    List<Integer> members() {
        return leaders.stream().flatMap(Set::stream).distinct().sorted().toList();
    }

    /// One of them, by how many tasks it leads.
    int draw(SplittableRandom dice) {
        TreeMap<Integer, Integer> led = new TreeMap<>();
        leaders.forEach(each -> each.forEach(number -> led.merge(number, 1, Integer::sum)));
        int ticket =
                dice.nextInt(led.values().stream().mapToInt(Integer::intValue).sum());
        for (var entry : led.entrySet()) {
            ticket -= entry.getValue();
            if (ticket < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("nobody has ticket " + ticket);
    }
}

package dev.agentgym.llm.optimize;

import dev.agentgym.llm.optimize.Lab.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Plays a candidate on the tasks that candidates are compared on, and stops when it cannot win. Stateless.
///
/// After each block the differences to the leader on the same trials are looked at: a candidate is out when their
/// mean lies more than two and a half standard errors below zero, or when it could not catch up with nothing but
/// full scores to come.
final class Race {

    private static final int BLOCK = 8;
    private static final double ERRORS = 2.5;

    /// With fewer trials a standard error means little.
    private static final int FEWEST = 12;

    private Race() {}

    /// Whether the candidate came through to the end.
    static boolean run(Lab lab, int number) {
        int leader = lab.leader();
        List<Trial> trials = lab.validation();
        for (int from = 0; from < trials.size(); from += BLOCK) {
            List<Trial> played = trials.subList(0, Math.min(trials.size(), from + BLOCK));
            lab.scores(number, played);
            if (!lab.entry(number).aside().isEmpty()) {
                return false;
            }
            if (number != leader && isHopeless(lab, number, leader, played.size())) {
                lab.setAside(number, "out after " + played.size() + " of " + trials.size() + " trials");
                return false;
            }
        }
        lab.tell("scored")
                .put("number", number)
                .put("mean", lab.mean(number, trials).orElse(0))
                .put("value", lab.value(number));
        return true;
    }

    private static boolean isHopeless(Lab lab, int number, int leader, int played) {
        List<Trial> trials = lab.validation();
        List<Double> gains = new ArrayList<>();
        double room = 0;
        for (int i = 0; i < trials.size(); i++) {
            OptionalDouble theirs =
                    lab.entry(leader).scores().getOrDefault(trials.get(i).key(), OptionalDouble.empty());
            if (theirs.isEmpty()) {
                continue;
            }
            if (i >= played) {
                room += 1 - theirs.getAsDouble();
                continue;
            }
            OptionalDouble ours =
                    lab.entry(number).scores().getOrDefault(trials.get(i).key(), OptionalDouble.empty());
            ours.ifPresent(score -> gains.add(score - theirs.getAsDouble()));
        }
        double sum = gains.stream().mapToDouble(Double::doubleValue).sum();
        if (sum + room < 0) {
            return true;
        }
        int n = gains.size();
        double mean = n == 0 ? 0 : sum / n;
        double variance = gains.stream()
                        .mapToDouble(gain -> (gain - mean) * (gain - mean))
                        .sum()
                / Math.max(1, n - 1);
        return n >= FEWEST && mean + ERRORS * Math.sqrt(variance / n) < 0;
    }
}

package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.optimize.Lab.Trial;
import dev.agentgym.llm.optimize.Lab.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;

/// Learns rules from the spread between siblings (after SIMBA, the stochastic introspective mini-batch ascent of
/// DSPy).
///
/// Each step plays a candidate, drawn by its score, several times on the same tasks. Where it sometimes does well
/// and sometimes not, a model says in a rule what made the difference, or the better rollout becomes a
/// demonstration. The new candidates play the same tasks; the best of each step race on all at the end.
public final class RuleSearch implements Optimizer {

    private static final int STEPS = 5;
    private static final int BATCH = 8;
    private static final int SIBLINGS = 3;
    private static final int NEW = 3;
    private static final int MOST_SHOWN = 4;
    private static final double TEMPERATURE = 0.2;
    private static final double SPREAD = 0.1;
    private static final String WINNERS = "winners";

    RuleSearch() {}

    /// What one task brought when it was played several times.
    private record Siblings(List<Witness> seen) {

        Witness best() {
            return seen.stream().max(Comparator.comparingDouble(Witness::score)).orElseThrow();
        }

        Witness worst() {
            return seen.stream().min(Comparator.comparingDouble(Witness::score)).orElseThrow();
        }

        double gap() {
            return best().score() - worst().score();
        }
    }

    @Override
    public String name() {
        return "simba";
    }

    @Override
    public String summary() {
        return "learns rules from what siblings of the same task did better";
    }

    @Override
    public Plan plan(Problem problem) {
        return new Plan(2 * problem.validate().size() + BATCH * SIBLINGS + NEW * BATCH, NEW);
    }

    @Override
    public boolean step(Lab lab) {
        if (lab.state().step <= STEPS + 1) {
            ascend(lab);
            return true;
        }
        ArrayNode winners = winners(lab);
        if (winners.isEmpty()) {
            return false;
        }
        Race.run(lab, winners.remove(winners.size() - 1).intValue());
        return !winners.isEmpty();
    }

    private static ArrayNode winners(Lab lab) {
        ObjectNode search = lab.state().search;
        return search.path(WINNERS) instanceof ArrayNode known ? known : search.putArray(WINNERS);
    }

    private static void ascend(Lab lab) {
        int program = drawn(lab);
        List<Trial> first = batch(lab);
        List<Trial> all = new ArrayList<>();
        for (Trial trial : first) {
            for (int i = 0; i < SIBLINGS; i++) {
                all.add(new Trial(trial.task(), trial.attempt() + i));
            }
        }
        List<Siblings> spread = spread(lab.witness(program, all));
        int winner = -1;
        double best = lab.mean(program, first).orElse(0);
        for (int i = 0; i < Math.min(NEW, spread.size()); i++) {
            int made = make(lab, program, spread.get(i), i).orElse(-1);
            double mean = made < 0 ? 0 : played(lab, made, first);
            if (mean > best) {
                best = mean;
                winner = made;
            }
        }
        if (winner >= 0) {
            winners(lab).add(winner);
        }
    }

    private static double played(Lab lab, int number, List<Trial> trials) {
        lab.scores(number, trials);
        double mean = lab.mean(number, trials).orElse(0);
        lab.tell("tried").put("number", number).put("mean", mean);
        return mean;
    }

    /// A candidate by how well it did on what it played; new ones get their turn through their good scores.
    private static int drawn(Lab lab) {
        List<State.Entry> entries = lab.state().entries;
        double[] weights = new double[entries.size()];
        for (int i = 0; i < weights.length; i++) {
            double mean = entries.get(i).scores().values().stream()
                    .flatMapToDouble(OptionalDouble::stream)
                    .average()
                    .orElse(0);
            weights[i] = entries.get(i).aside().isEmpty() ? Math.exp(mean / TEMPERATURE) : 0;
        }
        SplittableRandom dice = lab.random(0);
        double ticket = dice.nextDouble() * Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            ticket -= weights[i];
            if (ticket < 0) {
                return i;
            }
        }
        return 0;
    }

    private static List<Trial> batch(Lab lab) {
        List<String> tasks = new ArrayList<>(lab.problem().learn());
        Collections.shuffle(tasks, Random.from(lab.random(1)));
        int attempt = SIBLINGS * lab.state().step;
        return tasks.subList(0, Math.min(BATCH, tasks.size())).stream()
                .map(task -> new Trial(task, attempt))
                .toList();
    }

    /// The tasks that sometimes went well and sometimes not, the widest gap first.
    private static List<Siblings> spread(List<Witness> seen) {
        Map<String, List<Witness>> byTask = new LinkedHashMap<>();
        seen.forEach(each -> byTask.computeIfAbsent(each.trial().task(), task -> new ArrayList<>())
                .add(each));
        return byTask.values().stream()
                .map(Siblings::new)
                .filter(each -> each.gap() > SPREAD)
                .sorted(Comparator.comparingDouble(Siblings::gap).reversed())
                .toList();
    }

    private static Optional<Integer> make(Lab lab, int program, Siblings siblings, int number) {
        Candidate old = lab.entry(program).candidate();
        List<String> sections = lab.problem().sections();
        boolean shows = sections.isEmpty() || lab.random(10 + number).nextInt(3) == 0;
        if (shows) {
            List<Demonstration> shown = new ArrayList<>(old.demonstrations());
            if (shown.size() >= MOST_SHOWN) {
                shown.removeFirst();
            }
            Witness best = siblings.best();
            shown.add(new Demonstration(best.trial().task(), best.outcome().transcript()));
            return lab.add(
                    old.with(shown), List.of(program), "shows " + best.trial().task());
        }
        String rule = Reflection.rule(lab, siblings.best(), siblings.worst(), 20 + number);
        String section = sections.getFirst();
        String text = old.prompt().text(section);
        return lab.add(
                old.with(section, text.isEmpty() ? "- " + rule : text + "\n- " + rule),
                List.of(program),
                "learned a rule");
    }
}

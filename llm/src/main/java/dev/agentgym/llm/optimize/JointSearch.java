package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.optimize.Lab.Trial;
import dev.agentgym.llm.optimize.Lab.Witness;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Searches texts of sections and sets of demonstrations together (MIPROv2, Opsahl-Ong and others 2024).
///
/// First rollouts that went well are gathered, sets of demonstrations drawn and texts proposed; then [Tpe] says
/// which combination is tried next, on a part of the tasks. Every fifth try the one with the best mean that was not
/// played on all tasks is; only such can win.
public final class JointSearch implements Optimizer {

    private static final int VARIANTS = 4;
    private static final int SETS = 4;
    private static final int SHOWN = 6;
    private static final int TRIALS = 20;
    private static final int FULL = 5;
    private static final int MINIBATCH = 16;
    private static final int POOL = 12;

    private static final List<String> TIPS = List.of(
            "Cover everything that the judge found wrong.",
            "Keep it simple and short.",
            "Think of what makes conversations fail most often, and forbid that.",
            "Be precise about the order of steps.");

    private static final String TEXTS = "texts";
    private static final String DRAWN = "sets";
    private static final String TRIED = "tried";

    JointSearch() {}

    @Override
    public String name() {
        return "mipro";
    }

    @Override
    public String summary() {
        return "searches proposed texts and sets of demonstrations together";
    }

    @Override
    public Plan plan(Problem problem) {
        int part = Math.min(MINIBATCH, problem.validate().size());
        return new Plan(
                2 * problem.validate().size() + problem.learn().size() + 3 * part,
                VARIANTS * problem.sections().size());
    }

    @Override
    public boolean step(Lab lab) {
        int trial = lab.state().step - 3;
        switch (trial) {
            case -1 -> Demonstrations.gather(lab, 0, POOL);
            case 0 -> propose(lab);
            default -> {
                if (trial % FULL == 0) {
                    playBestInFull(lab);
                } else {
                    tryNext(lab);
                }
            }
        }
        return trial < TRIALS;
    }

    private static void propose(Lab lab) {
        ObjectNode search = lab.state().search;
        List<Demonstration> pool = Demonstrations.gathered(lab);
        ArrayNode sets = search.putArray(DRAWN);
        sets.addArray();
        for (int i = 1; i < SETS; i++) {
            List<Demonstration> played = Demonstrations.drawn(pool, i - 1, lab.random(i));
            ArrayNode set = sets.addArray();
            Demonstrations.filledUp(played, lab.problem().logged(), SHOWN, lab.random(100 + i))
                    .forEach(each -> set.add(each.toJson()));
        }
        ObjectNode texts = search.putObject(TEXTS);
        int purpose = 200;
        List<Witness> seen = lab.witness(0, sample(lab, 1));
        for (String section : lab.problem().sections()) {
            String own = lab.problem().start().prompt().text(section);
            ArrayNode variants = texts.putArray(section).add(own);
            for (int i = 0; i < VARIANTS - 1; i++) {
                variants.add(Reflection.proposed(lab, section, own, seen, TIPS.get(i % TIPS.size()), purpose++));
            }
        }
        search.putArray(TRIED);
    }

    /// Tasks to learn from, so that nothing is learned from those that candidates are compared on.
    private static List<Trial> sample(Lab lab, int purpose) {
        List<String> tasks = new ArrayList<>(lab.problem().learn());
        Collections.shuffle(tasks, Random.from(lab.random(purpose)));
        return tasks.subList(0, Math.min(POOL, tasks.size())).stream()
                .map(task -> new Trial(task, 1))
                .toList();
    }

    private static Tpe space(Lab lab) {
        List<Integer> sizes = new ArrayList<>();
        sizes.add(lab.state().search.path(DRAWN).size());
        lab.state().search.path(TEXTS).forEach(variants -> sizes.add(variants.size()));
        return new Tpe(sizes);
    }

    private static Candidate combined(Lab lab, List<Integer> choice) {
        JsonNode search = lab.state().search;
        List<Demonstration> shown = new ArrayList<>();
        search.path(DRAWN).path(choice.getFirst()).forEach(each -> shown.add(Demonstration.fromJson(each)));
        Candidate candidate = lab.problem().start().with(shown);
        int variable = 1;
        for (Map.Entry<String, JsonNode> section : search.path(TEXTS).properties()) {
            candidate = candidate.with(
                    section.getKey(),
                    section.getValue().path(choice.get(variable)).asText());
            variable++;
        }
        return candidate;
    }

    private static void tryNext(Lab lab) {
        List<Integer> choice = space(lab).next(tried(lab), lab.random(0));
        Candidate candidate = combined(lab, choice);
        int number = lab.add(candidate, List.of(0), "combination " + choice).orElseGet(() -> known(lab, candidate));
        List<Trial> part = part(lab);
        lab.scores(number, part);
        ((ArrayNode) lab.state().search.path(TRIED))
                .addObject()
                .put("number", number)
                .put("value", lab.mean(number, part).orElse(0))
                .set("choice", Json.of(choice));
    }

    /// A combination that was tried before, or one that is too long to be added, which stands for the start.
    private static int known(Lab lab, Candidate candidate) {
        for (int number = 0; number < lab.state().entries.size(); number++) {
            if (lab.entry(number).candidate().equals(candidate)) {
                return number;
            }
        }
        return 0;
    }

    private static List<Trial> part(Lab lab) {
        List<Trial> all = new ArrayList<>(lab.validation());
        Collections.shuffle(all, Random.from(lab.random(1)));
        return all.subList(0, Math.min(MINIBATCH, all.size()));
    }

    private static List<Tpe.Tried> tried(Lab lab) {
        List<Tpe.Tried> all = new ArrayList<>();
        for (JsonNode each : lab.state().search.path(TRIED)) {
            List<Integer> choice = new ArrayList<>();
            each.path("choice").forEach(number -> choice.add(number.intValue()));
            all.add(new Tpe.Tried(choice, each.path("value").doubleValue()));
        }
        return all;
    }

    private static void playBestInFull(Lab lab) {
        Map<Integer, List<Double>> values = new TreeMap<>();
        for (JsonNode each : lab.state().search.path(TRIED)) {
            values.computeIfAbsent(each.path("number").intValue(), number -> new ArrayList<>())
                    .add(each.path("value").doubleValue());
        }
        int best = -1;
        double bestMean = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Integer, List<Double>> entry : values.entrySet()) {
            double mean = entry.getValue().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            boolean open = !lab.isRanked(entry.getKey())
                    && lab.entry(entry.getKey()).aside().isEmpty();
            if (open && mean > bestMean) {
                best = entry.getKey();
                bestMean = mean;
            }
        }
        if (best >= 0) {
            Race.run(lab, best);
        }
    }
}

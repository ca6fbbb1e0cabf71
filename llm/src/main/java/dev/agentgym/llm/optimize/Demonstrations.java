package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.optimize.Lab.Trial;
import dev.agentgym.llm.optimize.Lab.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Where demonstrations come from: the logs, or rollouts that went well. Stateless.
final class Demonstrations {

    /// What a rollout has to be worth to be shown.
    static final double GOOD = 0.9;

    private static final int BLOCK = 8;
    private static final String POOL = "pool";

    private Demonstrations() {}

    /// Logged conversations in a drawn order.
    static List<Demonstration> drawn(List<Demonstration> from, int count, SplittableRandom dice) {
        List<Demonstration> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, Random.from(dice));
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }

    /// The start plays tasks to learn from, helped by logged conversations of other tasks, until so many rollouts
    /// went well or the tasks are all played; what went well is kept in the state.
    ///
    /// @param teacher the number of the candidate that plays
    static void gather(Lab lab, int teacher, int enough) {
        ObjectNode search = lab.state().search;
        ArrayNode pool = search.putArray(POOL);
        List<String> tasks = lab.problem().learn();
        for (int from = 0; from < tasks.size() && pool.size() < enough; from += BLOCK) {
            List<Trial> block = Trial.of(tasks.subList(from, Math.min(tasks.size(), from + BLOCK)));
            for (Witness seen : lab.witness(teacher, block)) {
                if (seen.score() >= GOOD && pool.size() < enough) {
                    pool.add(new Demonstration(
                                    seen.trial().task(), seen.outcome().transcript())
                            .toJson());
                }
            }
        }
        lab.tell("gathered").put("demonstrations", pool.size());
    }

    /// What [#gather] kept.
    static List<Demonstration> gathered(Lab lab) {
        List<Demonstration> pool = new ArrayList<>();
        lab.state().search.path(POOL).forEach(each -> pool.add(Demonstration.fromJson(each)));
        return pool;
    }

    /// These, and logged ones of other tasks behind them.
    static List<Demonstration> filledUp(
            List<Demonstration> first, List<Demonstration> logged, int count, SplittableRandom dice) {
        Set<String> shown = first.stream().map(Demonstration::task).collect(Collectors.toSet());
        List<Demonstration> others =
                logged.stream().filter(each -> !shown.contains(each.task())).toList();
        List<Demonstration> all = new ArrayList<>(first);
        all.addAll(drawn(others, Math.max(0, count - first.size()), dice));
        return all;
    }
}

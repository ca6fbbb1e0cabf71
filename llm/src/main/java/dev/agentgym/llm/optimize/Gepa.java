package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.optimize.Lab.Trial;
import dev.agentgym.llm.optimize.Lab.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;

/// Reflective prompt evolution (GEPA, Agrawal and others 2025).
///
/// It begins twice: with the start, and with the start that shows logged conversations. Each step draws a parent
/// from the Pareto front, plays it on the next three tasks to learn from, and lets a model rewrite one section
/// after what the judge says of these rollouts. The child has to beat its parent on the same tasks before it races
/// on all. After a child was taken, two candidates of the front that came from one ancestor may be merged: of each
/// section the text that one of them changed.
public final class Gepa implements Optimizer {

    private static final int MINIBATCH = 3;
    private static final int MERGES = 5;
    private static final double PERFECT = 0.999;

    /// So many steps without a new leader, and the search is over.
    private static final int PATIENCE = 15;

    /// So many logged conversations are shown.
    private static final int SHOWN = 8;

    private static final String SHOWED = "showed";
    private static final String SECTION = "section";
    private static final String CURSOR = "cursor";
    private static final String IDLE = "idle";
    private static final String MERGED = "merges";
    private static final String MAY_MERGE = "may_merge";

    private final boolean merges;

    /// @param merges whether candidates are merged
    Gepa(boolean merges) {
        this.merges = merges;
    }

    @Override
    public String name() {
        return "gepa";
    }

    @Override
    public String summary() {
        return "rewrites sections after what the judge says, and keeps whoever is best at something";
    }

    @Override
    public Plan plan(Problem problem) {
        int beginnings = problem.logged().isEmpty() ? 1 : 2;
        return new Plan(
                beginnings * problem.validate().size()
                        + 3 * (2 * MINIBATCH + problem.validate().size()),
                3);
    }

    @Override
    public boolean step(Lab lab) {
        if (lab.problem().sections().isEmpty()) {
            throw new SearchStopped(true, "all sections are frozen");
        }
        ObjectNode search = lab.state().search;
        int before = lab.leader();
        if (!search.path(SHOWED).asBoolean()) {
            search.put(SHOWED, true);
            show(lab);
        } else if (merges
                && search.path(MAY_MERGE).asBoolean()
                && search.path(MERGED).asInt() < MERGES) {
            search.put(MAY_MERGE, false);
            Merge.run(lab)
                    .ifPresent(child -> search.put(MERGED, search.path(MERGED).asInt() + 1));
        } else {
            mutate(lab);
        }
        search.put(IDLE, lab.leader() == before ? search.path(IDLE).asInt() + 1 : 0);
        return search.path(IDLE).asInt() < PATIENCE;
    }

    /// The start with logged conversations behind it is a second beginning: it costs no reflection, and where
    /// showing does nearly as much as telling, rewriting goes on from there.
    private static void show(Lab lab) {
        List<Demonstration> shown = Demonstrations.drawn(lab.problem().logged(), SHOWN, lab.random(0));
        lab.add(lab.problem().start().with(shown), List.of(0), "showed logged conversations")
                .ifPresent(number -> Race.run(lab, number));
    }

    private static void mutate(Lab lab) {
        ObjectNode search = lab.state().search;
        int parent = Front.of(lab).draw(lab.random(0));
        List<Trial> batch = batch(lab);
        List<Witness> seen = lab.witness(parent, batch);
        if (seen.isEmpty() || seen.stream().allMatch(each -> each.score() >= PERFECT)) {
            lab.tell("perfect").put("parent", parent);
            return;
        }
        List<String> sections = lab.problem().sections();
        String section = sections.get(search.path(SECTION).asInt() % sections.size());
        search.put(SECTION, search.path(SECTION).asInt() + 1);
        Candidate old = lab.entry(parent).candidate();
        String text = Reflection.rewritten(lab, section, old.prompt().text(section), seen, 1);
        Optional<Integer> child = lab.add(old.with(section, text), List.of(parent), "rewrote " + section);
        child.ifPresent(number -> take(lab, number, parent, batch));
    }

    private static void take(Lab lab, int child, int parent, List<Trial> batch) {
        double gain = 0;
        List<OptionalDouble> ours = lab.scores(child, batch);
        List<OptionalDouble> theirs = lab.scores(parent, batch);
        for (int i = 0; i < batch.size(); i++) {
            if (ours.get(i).isPresent() && theirs.get(i).isPresent()) {
                gain += ours.get(i).getAsDouble() - theirs.get(i).getAsDouble();
            }
        }
        if (gain <= 0) {
            lab.setAside(child, "no better than its parent on the tasks that it was written for");
            return;
        }
        if (Race.run(lab, child)) {
            lab.state().search.put(MAY_MERGE, true);
        }
    }

    /// The next tasks of an order that is drawn anew for every round through all of them.
    private static List<Trial> batch(Lab lab) {
        ObjectNode search = lab.state().search;
        List<String> tasks = lab.problem().learn();
        int cursor = search.path(CURSOR).asInt();
        List<Trial> batch = new ArrayList<>();
        for (int i = 0; i < Math.min(MINIBATCH, tasks.size()); i++) {
            int place = cursor + i;
            List<String> order = new ArrayList<>(tasks);
            Collections.shuffle(order, Random.from(round(lab, place / tasks.size())));
            batch.add(new Trial(order.get(place % tasks.size()), place / tasks.size()));
        }
        search.put(CURSOR, cursor + batch.size());
        return batch;
    }

    private static SplittableRandom round(Lab lab, int number) {
        return new SplittableRandom(Seeds.of(lab.problem().settings().seed(), 1_000_000L + number));
    }
}

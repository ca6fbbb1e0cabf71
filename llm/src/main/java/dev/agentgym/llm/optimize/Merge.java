package dev.agentgym.llm.optimize;

import dev.agentgym.llm.agent.Section;
import dev.agentgym.llm.optimize.Lab.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Puts two candidates of the front together. Stateless.
final class Merge {

    private static final int TRIALS = 5;

    private Merge() {}

    private record Pair(int one, int other, int ancestor) {}

    /// The first pair of the front that gives a new candidate, which has to be as good as the better one on a few
    /// tasks before it races.
    ///
    /// @return its number; empty where no pair could be merged
    static Optional<Integer> run(Lab lab) {
        for (Pair pair : pairs(lab)) {
            Candidate child = merged(lab, pair);
            Optional<Integer> number =
                    lab.add(child, List.of(pair.one(), pair.other()), "merged " + pair.one() + " and " + pair.other());
            if (number.isPresent()) {
                race(lab, number.get(), pair);
                return number;
            }
        }
        return Optional.empty();
    }

    private static void race(Lab lab, int child, Pair pair) {
        List<Trial> trials = new ArrayList<>(lab.validation());
        Collections.shuffle(trials, Random.from(lab.random(2)));
        List<Trial> few = trials.subList(0, Math.min(TRIALS, trials.size()));
        lab.scores(child, few);
        double better = Math.max(
                lab.mean(pair.one(), few).orElse(0), lab.mean(pair.other(), few).orElse(0));
        if (lab.mean(child, few).orElse(0) < better) {
            lab.setAside(child, "worse than what it was merged of");
        } else {
            Race.run(lab, child);
        }
    }

    private static List<Pair> pairs(Lab lab) {
        List<Integer> front = Front.of(lab).members();
        List<Pair> pairs = new ArrayList<>();
        for (int one : front) {
            for (int other : front) {
                if (one < other) {
                    ancestor(lab, one, other).ifPresent(shared -> pairs.add(new Pair(one, other, shared)));
                }
            }
        }
        return pairs;
    }

    /// The latest shared ancestor, if it is neither of the two and no better than either.
    private static Optional<Integer> ancestor(Lab lab, int one, int other) {
        Set<Integer> ours = ancestors(lab, one);
        Set<Integer> theirs = ancestors(lab, other);
        if (ours.contains(other) || theirs.contains(one)) {
            return Optional.empty();
        }
        TreeSet<Integer> shared = new TreeSet<>(ours);
        shared.retainAll(theirs);
        return shared.isEmpty() || lab.value(shared.last()) > Math.min(lab.value(one), lab.value(other))
                ? Optional.empty()
                : Optional.of(shared.last());
    }

    private static Set<Integer> ancestors(Lab lab, int number) {
        Set<Integer> all = new HashSet<>();
        for (int parent : lab.entry(number).parents()) {
            all.add(parent);
            all.addAll(ancestors(lab, parent));
        }
        return all;
    }

    private static Candidate merged(Lab lab, Pair pair) {
        Candidate one = lab.entry(pair.one()).candidate();
        Candidate other = lab.entry(pair.other()).candidate();
        Candidate ancestor = lab.entry(pair.ancestor()).candidate();
        boolean oneIsBetter = lab.value(pair.one()) >= lab.value(pair.other());
        Candidate child = oneIsBetter ? one : other;
        Candidate second = oneIsBetter ? other : one;
        for (Section section : child.prompt().sections()) {
            String name = section.name();
            boolean unchanged = section.text().equals(ancestor.prompt().text(name));
            if (unchanged && !section.frozen()) {
                child = child.with(name, second.prompt().text(name));
            }
        }
        return child.demonstrations().equals(ancestor.demonstrations()) ? child.with(second.demonstrations()) : child;
    }
}

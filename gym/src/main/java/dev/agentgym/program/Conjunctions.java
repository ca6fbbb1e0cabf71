package dev.agentgym.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Two conditions at once, each of which holds for all own cases, and which together hold for no other.
final class Conjunctions {

    private static final int MOST_FIRST = 120;
    private static final int MOST_SECOND = 40;
    private static final int MOST_CONTEXTS = 12;

    private final Pool pool;
    private final List<LimitConditions> thresholds;

    Conjunctions(Pool pool, List<LimitConditions> thresholds) {
        this.pool = pool;
        this.thresholds = thresholds;
    }

    /// A condition and the other cases for which it holds.
    private record Atom(GuardCondition condition, BitSet wrong) {}

    List<GuardCondition> of(BitSet own, BitSet against, Relevance relevance) {
        List<Atom> atoms = pool.atoms().stream()
                .filter(atom -> holdsFor(atom, own) && atom.verdicts().fails().intersects(against))
                .sorted(Comparator.comparingDouble(relevance::bits))
                .map(atom -> new Atom(atom, Verdicts.and(atom.verdicts().holds(), against)))
                .toList();
        List<GuardCondition> both = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_FIRST, atoms.size()); i++) {
            both.addAll(with(atoms.get(i), atoms.subList(i + 1, atoms.size()), against));
            if (i < MOST_CONTEXTS) {
                both.addAll(limits(atoms.get(i).condition(), own, against, relevance));
            }
        }
        return both;
    }

    /// The atom with the shortest of those that fail where it is wrong.
    private static List<GuardCondition> with(Atom first, List<Atom> others, BitSet against) {
        int tolerated = Evidence.tolerated(against.cardinality());
        return others.stream()
                .filter(other -> wrong(first, other) <= tolerated)
                .limit(MOST_SECOND)
                .map(other -> first.condition().and(other.condition()))
                .toList();
    }

    private static int wrong(Atom a, Atom b) {
        return a.wrong().intersects(b.wrong()) ? Verdicts.common(a.wrong(), b.wrong()) : 0;
    }

    private static boolean holdsFor(GuardCondition atom, BitSet own) {
        return atom.verdicts().holds().intersects(own)
                && !atom.verdicts().fails().intersects(own);
    }

    /// LimitConditions among the cases for which the atom holds.
    private List<GuardCondition> limits(GuardCondition atom, BitSet own, BitSet against, Relevance relevance) {
        BitSet rest = Verdicts.and(against, atom.verdicts().holds());
        return thresholds.stream()
                .flatMap(threshold -> threshold.of(own, rest, relevance.numbers()).stream())
                .filter(limit -> holdsFor(limit, own))
                .map(atom::and)
                .toList();
    }
}

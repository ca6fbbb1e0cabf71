package dev.agentgym.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Conditions that were tried on all cases of a study.
///
/// Candidates hold in no accepted case (but for contradictory logs). Atoms may, and are good for a conjunction.
final class Pool {

    private static final int MOST_CANDIDATES = 60_000;
    private static final int MOST_ATOMS = 10_000;

    private final BitSet accepted;
    private BitSet wanted;
    private final List<GuardCondition> candidates = new ArrayList<>();
    private final List<GuardCondition> atoms = new ArrayList<>();

    Pool(BitSet accepted, BitSet refused) {
        this.accepted = accepted;
        this.wanted = refused;
    }

    BitSet accepted() {
        return accepted;
    }

    /// The refusals that conditions are sought for.
    BitSet wanted() {
        return wanted;
    }

    /// From now on keeps only conditions that hold for one of these.
    void want(BitSet refusals) {
        wanted = refusals;
    }

    List<GuardCondition> candidates() {
        return candidates;
    }

    List<GuardCondition> atoms() {
        return atoms;
    }

    /// Tries a condition on the rows of a table.
    void add(Table table, Predicate onRow, double bits, List<Program> parts, GuardCondition.Form form) {
        add(table, onRow, table.testRows(onRow), bits, parts, form);
    }

    /// Tries a condition and its opposite.
    void addBoth(
            Table table,
            Predicate onRow,
            double bits,
            List<Program> parts,
            GuardCondition.Form form,
            GuardCondition.Form opposite) {
        Verdicts onRows = table.testRows(onRow);
        add(table, onRow, onRows, bits, parts, form);
        add(table, new Predicate.Not(onRow), onRows.negated(), bits, parts, opposite);
    }

    /// Keeps a condition whose verdicts on the rows are known.
    void add(
            Table table, Predicate onRow, Verdicts onRows, double bits, List<Program> parts, GuardCondition.Form form) {
        Verdicts verdicts = table.decided(table.onCases(onRows), parts);
        if (!verdicts.holds().intersects(wanted)) {
            return;
        }
        double all = bits + (table.ofElements() ? 1 : 0);
        GuardCondition candidate =
                new GuardCondition(table.onCase(onRow), verdicts, all, parts, form, Optional.empty());
        if (isNotRefuted(verdicts) && candidates.size() < MOST_CANDIDATES) {
            candidates.add(candidate);
        }
        if (atoms.size() < MOST_ATOMS) {
            atoms.add(candidate);
        }
    }

    private boolean isNotRefuted(Verdicts verdicts) {
        int wrong = Verdicts.common(verdicts.holds(), accepted);
        return wrong == 0 || wrong <= Evidence.tolerated(wrong + Verdicts.common(verdicts.fails(), accepted));
    }
}

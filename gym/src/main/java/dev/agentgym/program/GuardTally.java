package dev.agentgym.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Counts on all cases what drafted guards get right and wrong, and drops those that the logs refute.
final class GuardTally {

    private final List<Case> cases;
    private final List<RefusalClass> kinds;
    private final List<GuardDraft> drafts;
    private final int[] kindOf;

    GuardTally(List<Case> cases, List<RefusalClass> kinds, List<GuardDraft> drafts) {
        this.cases = cases;
        this.kinds = kinds;
        this.drafts = drafts;
        kindOf = new int[cases.size()];
        Arrays.fill(kindOf, -1);
        for (int i = 0; i < kinds.size(); i++) {
            for (int member : kinds.get(i).members()) {
                kindOf[member] = i;
            }
        }
    }

    Guards guards() {
        List<Count> counts = count();
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i).isRefuted()) {
                List<GuardDraft> rest = new ArrayList<>(drafts);
                rest.remove(i);
                return new GuardTally(cases, kinds, rest).guards();
            }
        }
        return new Guards(counts.stream().map(Count::guard).toList(), unexplained(counts));
    }

    private static final class Count {
        private final GuardDraft draft;
        private final BitSet explained = new BitSet();
        private int support;
        private int against;
        private int refuting;
        private int passed;
        private int unknown;

        private Count(GuardDraft draft) {
            this.draft = draft;
        }

        private void holds(int index, boolean own, boolean refuted) {
            explained.set(index, own);
            support += own ? 1 : 0;
            against += own ? 0 : 1;
            refuting += refuted ? 1 : 0;
        }

        private void unknown(int index, boolean own) {
            explained.set(index, own);
            unknown++;
        }

        private boolean isRefuted() {
            return support == 0 || refuting > Evidence.tolerated(passed + refuting);
        }

        private Guard guard() {
            return new Guard(draft.when(), draft.says(), support, against, unknown, draft.margin());
        }
    }

    private List<Count> count() {
        List<Count> counts = drafts.stream().map(Count::new).toList();
        for (int i = 0; i < cases.size(); i++) {
            count(i, counts);
        }
        return counts;
    }

    private void count(int index, List<Count> counts) {
        Scope scope = cases.get(index).scope();
        for (Count count : counts) {
            boolean own = kindOf[index] == count.draft.kind();
            switch (count.draft.when().test(scope)) {
                case TRUE -> {
                    count.holds(index, own, !own && isExplained(index));
                    return;
                }
                case FALSE -> count.passed++;
                case UNKNOWN -> {
                    if (Parts.leavesOut(count.draft.when(), scope)) {
                        count.passed++;
                    } else {
                        count.unknown(index, own);
                    }
                }
            }
        }
    }

    /// Whether a call was accepted or a guard of its own kind refuses it: otherwise a check that was not found may
    /// have refused it before.
    private boolean isExplained(int index) {
        Scope scope = cases.get(index).scope();
        return kindOf[index] < 0
                || drafts.stream()
                        .filter(draft -> draft.kind() == kindOf[index])
                        .anyMatch(draft -> draft.when().test(scope) == Predicate.Verdict.TRUE);
    }

    private List<Unexplained> unexplained(List<Count> counts) {
        List<Unexplained> unexplained = new ArrayList<>();
        for (RefusalClass kind : kinds) {
            List<Integer> rest = kind.members().stream()
                    .filter(member -> counts.stream().noneMatch(count -> count.explained.get(member)))
                    .toList();
            if (!rest.isEmpty()) {
                unexplained.add(new Unexplained(kind.words(), rest));
            }
        }
        return unexplained;
    }
}

package dev.agentgym.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Learns the guards of one tool: from a sample of the cases, then corrected by those that the result gets wrong.
final class GuardLearning {

    private static final int MOST_ACCEPTED = 160;
    private static final int MOST_REFUSED = 40;
    private static final int MOST_KINDS = 40;
    private static final int ROUNDS = 4;
    private static final int MORE_PER_ROUND = 25;

    private final List<Case> cases;
    private final List<RefusalClass> kinds;
    private final List<String> names;
    private final Companions companions;
    private final SaidNumbers said;

    GuardLearning(List<Case> cases, List<RefusalClass> kinds, List<String> names, Companions companions) {
        this.cases = cases;
        this.kinds = likelyFirst(kinds);
        this.names = names;
        this.companions = companions;
        this.said = new SaidNumbers(names, cases);
    }

    Guards guards() {
        SortedSet<Integer> sample = sample();
        List<GuardDraft> drafts = drafts(sample);
        for (int round = 1; round < ROUNDS && addContradictions(drafts, sample); round++) {
            drafts = drafts(sample);
        }
        return new GuardTally(cases, kinds, drafts).guards();
    }

    private List<GuardDraft> drafts(SortedSet<Integer> sample) {
        List<RefusalClass> likely = kinds.subList(0, Math.min(MOST_KINDS, kinds.size()));
        return likely.isEmpty()
                ? List.of()
                : new GuardDrafting(cases, likely, names, sample, said, companions).drafts();
    }

    /// The kinds with the most cases come first, in their order; where there are very many, the words of refusals
    /// were not understood, and the rest is left unexplained.
    private static List<RefusalClass> likelyFirst(List<RefusalClass> kinds) {
        Comparator<RefusalClass> byFirst =
                Comparator.comparing(kind -> kind.members().getFirst());
        List<RefusalClass> bySize = kinds.stream()
                .sorted(Comparator.comparingInt(RefusalClass::size).reversed().thenComparing(byFirst))
                .toList();
        return Stream.concat(
                        bySize.stream().limit(MOST_KINDS).sorted(byFirst),
                        bySize.stream().skip(MOST_KINDS).sorted(byFirst))
                .toList();
    }

    /// Accepted cases and cases of each kind, evenly spread over the logs.
    private SortedSet<Integer> sample() {
        List<Integer> accepted = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).refusal().isEmpty()) {
                accepted.add(i);
            }
        }
        SortedSet<Integer> sample = new TreeSet<>();
        spread(accepted, MOST_ACCEPTED, sample);
        kinds.forEach(kind -> spread(kind.members(), MOST_REFUSED, sample));
        return sample;
    }

    private static void spread(List<Integer> from, int most, SortedSet<Integer> sample) {
        int count = Math.min(from.size(), most);
        for (int i = 0; i < count; i++) {
            sample.add(from.get((int) ((long) i * from.size() / count)));
        }
    }

    /// Adds accepted cases that the guards would refuse. Whether there are any.
    private boolean addContradictions(List<GuardDraft> drafts, SortedSet<Integer> sample) {
        int added = 0;
        for (int i = 0; i < cases.size() && added < MORE_PER_ROUND; i++) {
            if (cases.get(i).refusal().isEmpty()
                    && !sample.contains(i)
                    && isRefused(cases.get(i).scope(), drafts)) {
                sample.add(i);
                added++;
            }
        }
        return added > 0;
    }

    private static boolean isRefused(Scope scope, List<GuardDraft> drafts) {
        return drafts.stream().anyMatch(draft -> draft.when().test(scope) == Predicate.Verdict.TRUE);
    }
}

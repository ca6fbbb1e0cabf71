package dev.agentgym.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Finds the order in which a tool checks, and the condition of each check.
///
/// A tool checks one thing after another, so a condition has to hold for its own refusals and to fail for the
/// accepted calls and for the refusals of all later checks; what it says of earlier ones does not matter. The order
/// is built from the front: each time, the kind comes next whose condition does not become longer by having to fail
/// for all others that are left.
final class GuardOrder {

    private static final double SAME_BITS = 0.01;

    private final Study study;
    private final BitSet accepted;
    private final List<Relevance> relevance;
    private final List<Placed> order = new ArrayList<>();

    /// A kind of refusals and its condition.
    ///
    /// @param kind the position of the kind
    /// @param found the condition
    record Placed(int kind, Study.Found found) {}

    /// Cases of a kind that no condition explains yet.
    private record Left(int kind, BitSet own) {}

    /// A kind with its best condition if only accepted calls had to be told apart. It cannot do better further
    /// behind.
    private record Hopeful(Left left, Study.Found alone) {
        boolean isWhole() {
            return alone.evidence().missed() == 0;
        }
    }

    private record Choice(Hopeful kind, Study.Found found) {
        /// Whether it would be shorter, or right more often, if it came later.
        boolean isEarly() {
            boolean longer = found.bits() - kind.alone().bits() > SAME_BITS;
            return longer || found.evidence().wrong() > kind.alone().evidence().wrong();
        }
    }

    GuardOrder(Study study, BitSet accepted, List<Relevance> relevance) {
        this.study = study;
        this.accepted = accepted;
        this.relevance = relevance;
    }

    /// The conditions in order. Kinds for which there is none are left out: as they cannot be explained wherever
    /// they come, they do not stand in the way of others.
    List<Placed> find(List<BitSet> kinds) {
        List<Left> left = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            left.add(new Left(i, kinds.get(i)));
        }
        while (!left.isEmpty()) {
            left = next(hopeful(left));
        }
        return order;
    }

    private List<Hopeful> hopeful(List<Left> left) {
        return left.stream()
                .flatMap(
                        kind -> study
                                .best(kind.own(), accepted, relevance.get(kind.kind()))
                                .map(alone -> new Hopeful(kind, alone))
                                .stream())
                .toList();
    }

    /// Places one kind, or gives one up. What is left then.
    private List<Left> next(List<Hopeful> hopeful) {
        Comparator<Choice> byCompleteness =
                Comparator.comparing(choice -> choice.found().evidence().missed() > 0);
        Comparator<Choice> byPlace = Comparator.comparing(Choice::isEarly);
        Comparator<Choice> byLength =
                Comparator.comparingDouble(choice -> choice.found().bits());
        return hopeful.stream()
                .flatMap(kind -> study
                        .best(
                                kind.left().own(),
                                against(kind, hopeful),
                                relevance.get(kind.left().kind()))
                        .map(found -> new Choice(kind, found))
                        .stream())
                .min(byCompleteness.thenComparing(byPlace).thenComparing(byLength))
                .map(choice -> placed(choice, hopeful))
                .orElseGet(() -> withoutWeakest(hopeful));
    }

    /// What a condition of this kind must fail for. Cases of a kind that cannot be explained as a whole may have
    /// been refused by an earlier check that no condition tells, such as an outage, and prove nothing.
    private BitSet against(Hopeful kind, List<Hopeful> all) {
        BitSet against = (BitSet) accepted.clone();
        all.stream()
                .filter(other -> !other.left().equals(kind.left()))
                .filter(other -> other.isWhole() || !kind.isWhole())
                .forEach(other -> against.or(Verdicts.and(
                        other.left().own(), other.alone().candidate().verdicts().holds())));
        return against;
    }

    /// What the condition misses stays behind as if it were of another kind with the same words. Cases of other
    /// kinds for which it holds were refused before.
    private List<Left> placed(Choice choice, List<Hopeful> hopeful) {
        Left placed = choice.kind().left();
        order.add(new Placed(placed.kind(), choice.found()));
        Verdicts verdicts = choice.found().candidate().verdicts();
        List<Left> rest = new ArrayList<>();
        for (Hopeful kind : hopeful) {
            Left left = kind.left();
            BitSet own = left.equals(placed)
                    ? Verdicts.and(left.own(), verdicts.fails())
                    : Verdicts.minus(left.own(), verdicts.holds());
            if (!own.isEmpty()) {
                rest.add(new Left(left.kind(), own));
            }
        }
        return rest;
    }

    /// Kinds that contradict each other in every order: the one with the least evidence is given up.
    private static List<Left> withoutWeakest(List<Hopeful> hopeful) {
        return hopeful.stream()
                .min(Comparator.comparingDouble(kind -> kind.alone().gain()))
                .map(weakest -> hopeful.stream()
                        .map(Hopeful::left)
                        .filter(left -> !left.equals(weakest.left()))
                        .toList())
                .orElse(List.of());
    }
}

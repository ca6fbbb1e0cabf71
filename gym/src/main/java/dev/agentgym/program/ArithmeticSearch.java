package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks for terms of up to three operators that meet a goal.
///
/// One operator: all pairs of leaves are tried. Two and three: the target is taken apart from outside (see
/// [Inverse]) at one example, the anchor, and what is left is looked up among all pairs; a term found so is then
/// held against every example. A term is only looked for if the targets hold more bits than it takes to write one
/// of its length down.
final class ArithmeticSearch {

    /// Bits that a term must be shorter than the targets.
    private static final int MARGIN = 4;

    private static final int MOST_LEAVES_DEEP = 56;
    private static final int LOOKUPS = 6;
    private static final int MOST_CONDITIONS = 60;
    private static final int FEW_CONDITIONS = 24;
    private static final int FEW_UNITS = 12;
    private static final int MOST_WITH_RATE = 24;

    /// The shortest terms of two and three operators.
    private static final int TWO_OPERATORS = 3 * Bits.PATH + 2 * Bits.OPERATOR - 4;
    private static final int THREE_OPERATORS = 4 * Bits.PATH + 3 * Bits.OPERATOR - 4;

    private final Problem problem;
    private final Best best;
    private final Work work;
    private final List<NumberLeaf> leaves;
    private final Map<Integer, PairTable> tables = new HashMap<>();
    private final int evidence;

    /// @param numbers to calculate with
    /// @param most what it may spend
    ArithmeticSearch(Problem problem, Best best, List<NumberLeaf> numbers, long most) {
        this.problem = problem;
        this.best = best;
        this.work = problem.scene().work().share(most);
        this.leaves = numbers.stream()
                .filter(leaf -> 2 * leaf.values().known() >= problem.size())
                .sorted(Comparator.comparingInt(NumberLeaf::bits))
                .toList();
        this.evidence = problem.evidence() - MARGIN;
    }

    /// Looks for short terms that meet one of the goals: for all of them without constants of their own first,
    /// because `round(months + 0.5)` nearly is `round_up(months)`.
    void shortTerms(List<Goal> goals) {
        for (Goal goal : goals) {
            if (!best.isComplete()) {
                pairs(goal);
            }
        }
        for (Goal goal : goals) {
            if (!best.isComplete()) {
                longerTerms(goal);
            }
        }
        if (!best.isComplete()) {
            surcharges(goals.getFirst());
        }
    }

    private void pairs(Goal goal) {
        int anchor = anchor(goal);
        if (anchor >= 0 && !work.isSpent()) {
            varying().forEach(leaf -> consider(goal, leaf));
            table(leaves, anchor).within(goal.low().at(anchor), goal.high().at(anchor), pair -> consider(goal, pair));
        }
    }

    private void longerTerms(Goal goal) {
        int anchor = anchor(goal);
        if (anchor < 0 || work.isSpent()) {
            return;
        }
        PairTable table = table(leaves, anchor);
        constants(goal, anchor, table);
        if (!best.isComplete() && evidence >= TWO_OPERATORS) {
            twoOperators(goal, anchor, table);
        }
    }

    /// Terms of three operators.
    void longTerms(Goal goal) {
        int anchor = anchor(goal);
        if (anchor >= 0 && isEnoughForThree() && !work.isSpent()) {
            List<NumberLeaf> few = leaves.stream().limit(MOST_LEAVES_DEEP).toList();
            PairTable table = table(few, anchor);
            chains(goal, anchor, few, table);
            if (!best.isComplete()) {
                pairsOfPairs(goal, anchor, table);
            }
        }
    }

    /// The numbers that are no constants.
    private Stream<NumberLeaf> varying() {
        return leaves.stream().filter(leaf -> !leaf.isConstant());
    }

    private PairTable table(List<NumberLeaf> some, int anchor) {
        return tables.computeIfAbsent(anchor, _ -> {
            PairTable table = new PairTable(some, anchor);
            work.spend(table.pairs().size());
            return table;
        });
    }

    /// The example that tells most: many leaves known, a large target.
    private int anchor(Goal goal) {
        Comparator<Integer> known = Comparator.comparingLong(this::known);
        Comparator<Integer> large =
                Comparator.comparingDouble(i -> Math.abs(problem.target(i).doubleValue()));
        return IntStream.range(0, goal.size())
                .boxed()
                .filter(goal::isExact)
                .max(known.thenComparing(large))
                .orElse(-1);
    }

    private long known(int example) {
        return leaves.stream().filter(leaf -> !Double.isNaN(leaf.at(example))).count();
    }

    private void consider(Goal goal, Term term) {
        work.spend(1);
        if (goal.allows(term) && term.bits() + goal.bits() <= evidence && (!goal.rounds() || divides(term))) {
            best.offer(goal.finish().apply(term.program()), term.bits() + goal.bits());
        }
    }

    private static boolean divides(Term term) {
        return term instanceof Term.Combined(Operator operator, Term left, Term right)
                && (operator == Operator.TIMES || operator == Operator.DIVIDED || divides(left) || divides(right));
    }

    private void constants(Goal goal, int anchor, PairTable table) {
        ConstantSearch constants = new ConstantSearch(goal, anchor, term -> consider(goal, term));
        varying().forEach(constants::besideLeaf);
        if (evidence >= TWO_OPERATORS) {
            rates(constants);
        }
        if (!goal.isCapped() && evidence >= TWO_OPERATORS) {
            work.spend(2L * table.pairs().size());
            table.pairs().forEach(pair -> constants.beside(pair.term(), pair.anchor()));
        }
    }

    private void rates(ConstantSearch constants) {
        List<NumberLeaf> near = varying().limit(MOST_WITH_RATE).toList();
        work.spend((long) near.size() * near.size());
        near.forEach(leaf -> near.stream().filter(due -> !due.equals(leaf)).forEach(due -> constants.rate(leaf, due)));
    }

    private void twoOperators(Goal goal, int anchor, PairTable table) {
        for (NumberLeaf leaf : leaves) {
            for (Inverse outer : Inverse.of(goal.low().at(anchor), goal.high().at(anchor), leaf, anchor)) {
                work.spend(1);
                table.within(outer.low(), outer.high(), pair -> consider(goal, outer.complete(pair)));
            }
        }
    }

    private boolean isEnoughForThree() {
        return problem.size() >= 4 && problem.distinct() >= 3 && evidence >= THREE_OPERATORS;
    }

    /// Terms that are right but for a surcharge in some examples: one look at the pairs that were made before, so
    /// that it is done even when all else is spent.
    private void surcharges(Goal goal) {
        Optional.ofNullable(tables.get(anchor(goal)))
                .filter(_ -> isEnoughForThree())
                .ifPresent(table -> {
                    work.spend(table.pairs().size());
                    new SurchargeSearch(goal, surcharges(table), term -> consider(goal, term))
                            .search(Stream.concat(
                                    varying(), table.pairs().stream().map(PairTable.Pair::term)));
                });
    }

    private Stream<Surcharge> surcharges(PairTable table) {
        List<Condition> conditions = problem.scene().conditions();
        List<Term> units = units(table);
        return Stream.of(
                        varying().map(Surcharge.PerUnit::new),
                        conditions.stream().limit(MOST_CONDITIONS).map(Surcharge.Once::new),
                        conditions.stream()
                                .filter(Condition::isOfState)
                                .sorted(Comparator.comparingInt(Condition::bits))
                                .limit(FEW_CONDITIONS)
                                .flatMap(when ->
                                        units.stream().<Surcharge>map(unit -> new Surcharge.PerUnitWhere(when, unit))))
                .flatMap(all -> all);
    }

    /// What may be counted: the nearest numbers, and the products of two of them.
    private List<Term> units(PairTable table) {
        Set<NumberLeaf> near = varying().limit(FEW_UNITS).collect(Collectors.toCollection(LinkedHashSet::new));
        Stream<Term> products = table.pairs().stream()
                .map(PairTable.Pair::term)
                .filter(pair -> pair.operator() == Operator.TIMES
                        && pair.left() instanceof NumberLeaf left
                        && pair.right() instanceof NumberLeaf right
                        && near.contains(left)
                        && near.contains(right))
                .map(pair -> pair);
        return Stream.concat(near.stream(), products).toList();
    }

    /// A leaf combined with a leaf combined with a pair.
    private void chains(Goal goal, int anchor, List<NumberLeaf> few, PairTable table) {
        for (NumberLeaf leaf : few) {
            for (Inverse outer : Inverse.of(goal.low().at(anchor), goal.high().at(anchor), leaf, anchor)) {
                for (NumberLeaf second : few) {
                    if (!work.spend(LOOKUPS)) {
                        return;
                    }
                    for (Inverse inner : Inverse.of(outer.low(), outer.high(), second, anchor)) {
                        table.within(
                                inner.low(),
                                inner.high(),
                                pair -> consider(goal, outer.complete(inner.complete(pair))));
                    }
                }
            }
        }
    }

    private void pairsOfPairs(Goal goal, int anchor, PairTable table) {
        for (PairTable.Pair right : table.pairs()) {
            if (!work.spend(LOOKUPS)) {
                return;
            }
            for (Inverse outer : Inverse.of(goal.low().at(anchor), goal.high().at(anchor), right.term(), anchor)) {
                table.within(outer.low(), outer.high(), pair -> consider(goal, outer.complete(pair)));
            }
        }
    }
}

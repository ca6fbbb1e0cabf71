package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks for terms that meet a goal in many examples, and for what is missing in the others: one or two surcharges
/// that are nothing where nothing is missing. So a total is found: the fare of all flights, 50 for each bag that is
/// not free, and 30 where there is an insurance.
final class SurchargeSearch {

    private static final int MOST_BASES = 12;

    /// For each example in which a term is right without a surcharge.
    private static final int MOST_MISSES = 2;

    /// A part of what is missing is taken for a surcharge of its own only if it is seen so often.
    private static final int FEWEST_MENDED = 2;

    private static final int DECIMALS = 4;

    /// What is less is an error of binary arithmetic.
    private static final double NOTHING = 1e-7;

    private final Goal goal;
    private final List<Surcharge> surcharges;
    private final Consumer<Term> consider;

    /// @param consider takes terms that meet the goal
    SurchargeSearch(Goal goal, Stream<Surcharge> surcharges, Consumer<Term> consider) {
        this.goal = goal;
        this.surcharges = surcharges.toList();
        this.consider = consider;
    }

    /// A term and in how many examples it is known and misses the goal.
    private record Base(Term term, int misses) {}

    /// Considers the most accurate of these terms with one surcharge, then with two.
    void search(Stream<? extends Term> terms) {
        List<Base> bases = best(terms.flatMap(term -> base(term).stream()));
        List<Base> better = best(bases.stream().flatMap(this::surcharged).filter(this::isOpen));
        better.stream().flatMap(this::surcharged).forEach(this::isOpen);
    }

    /// Whether something is missing still; what meets the goal is considered.
    private boolean isOpen(Base base) {
        if (base.misses() == 0) {
            consider.accept(base.term());
        }
        return base.misses() > 0;
    }

    private static List<Base> best(Stream<Base> bases) {
        return bases.sorted(Comparator.comparingInt(Base::misses)
                        .thenComparingInt(base -> base.term().bits()))
                .limit(MOST_BASES)
                .toList();
    }

    /// A term that is known in most examples and right in many of these, for different targets.
    private Optional<Base> base(Term term) {
        int hits = 0;
        int misses = 0;
        double first = Double.NaN;
        boolean differs = false;
        for (int i = 0; i < goal.size(); i++) {
            double value = term.at(i);
            if (goal.allows(i, value)) {
                differs |= hits++ > 0 && value != first;
                first = value;
            } else if (!Double.isNaN(value)) {
                misses++;
            }
        }
        boolean good = differs && misses > 0 && misses <= MOST_MISSES * hits && 2 * (hits + misses) >= goal.size();
        return good ? Optional.of(new Base(term, misses)) : Optional.empty();
    }

    private Stream<Base> surcharged(Base base) {
        return surcharges.stream().flatMap(surcharge -> surcharged(base.term(), surcharge).stream());
    }

    /// The term with a surcharge that mends some examples and breaks none.
    private Optional<Base> surcharged(Term base, Surcharge surcharge) {
        double each = each(base, surcharge);
        int mended = 0;
        int left = 0;
        for (int i = 0; i < goal.size(); i++) {
            double sum = base.at(i) + each * surcharge.times(i);
            boolean right = goal.allows(i, sum);
            if (missing(base, i) != 0) {
                mended += right ? 1 : 0;
                left += right || Double.isNaN(sum) ? 0 : 1;
            } else if (!right && !Double.isNaN(sum)) {
                return Optional.empty();
            }
        }
        boolean good = mended >= (left == 0 ? 1 : FEWEST_MENDED) && isShort(each) && surcharge.allows(each);
        return good ? Optional.of(new Base(sum(base, surcharge, each), left)) : Optional.empty();
    }

    /// The least that is missing for each time: where two surcharges are due, more is.
    private double each(Term base, Surcharge surcharge) {
        return IntStream.range(0, goal.size())
                .filter(i -> missing(base, i) != 0 && surcharge.times(i) != 0)
                .mapToObj(i -> missing(base, i) / surcharge.times(i))
                .filter(each -> !Double.isNaN(each))
                .min(Comparator.comparingDouble(Math::abs))
                .orElse(0.0);
    }

    /// Nothing where the goal is met; not a number where the term is not known.
    private double missing(Term term, int example) {
        double value = term.at(example);
        return goal.allows(example, value) ? 0 : goal.middle(example) - value;
    }

    private static boolean isShort(double each) {
        double scaled = each * Math.pow(10, DECIMALS);
        return each != 0 && Math.abs(scaled - Math.rint(scaled)) < NOTHING * Math.max(1, Math.abs(scaled));
    }

    private Term sum(Term base, Surcharge surcharge, double each) {
        BigDecimal number = BigDecimal.valueOf(Math.abs(each)).setScale(DECIMALS, RoundingMode.HALF_UP);
        NumberLeaf constant =
                NumberLeaf.constant(new Program.Constant(Numbers.node(number.stripTrailingZeros())), goal.size());
        Operator operator = each < 0 ? Operator.MINUS : Operator.PLUS;
        return new Term.Combined(operator, base, surcharge.term(constant));
    }
}

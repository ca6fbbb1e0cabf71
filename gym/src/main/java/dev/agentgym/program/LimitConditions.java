package dev.agentgym.program;

import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.program.Predicate.Comparison;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Comparisons of a number with a constant that lies between what was accepted and what was refused.
///
/// In a table of elements the largest element of a case counts, so that the condition is "any element is more
/// than".
final class LimitConditions {

    private final Table table;
    private final Quantity quantity;
    private final double[] highest;
    private final double[] lowest;
    private final int[] ascending;
    private final int[] descending;
    private final boolean days;
    private final BiFunction<Comparison, BigDecimal, Predicate> writing;

    LimitConditions(Table table, Quantity quantity) {
        this(
                table,
                quantity,
                (comparison, constant) -> new Predicate.Compare(
                        quantity.program(), comparison, new Program.Constant(Numbers.node(constant))));
    }

    LimitConditions(Table table, Quantity quantity, BiFunction<Comparison, BigDecimal, Predicate> writing) {
        this.table = table;
        this.quantity = quantity;
        this.highest = table.highest(quantity.numbers());
        this.lowest = negative(table.highest(negative(quantity.numbers())));
        this.ascending = order(lowest);
        this.descending = order(negative(highest));
        this.days = quantity.program() instanceof Program.Gap;
        this.writing = writing;
    }

    private static double[] negative(double[] numbers) {
        return Arrays.stream(numbers).map(number -> -number).toArray();
    }

    /// The thresholds from above and from below that separate most own cases from the others: from all others, and
    /// from all but those that contradictory logs may hold.
    List<GuardCondition> of(BitSet own, BitSet against, List<BigDecimal> hints) {
        int tolerated = Evidence.tolerated(against.cardinality());
        return IntStream.of(0, tolerated)
                .distinct()
                .boxed()
                .flatMap(wrong -> Stream.of(
                        nearest(descending, highest, own, against, wrong).flatMap(margin -> above(margin, hints)),
                        nearest(ascending, lowest, own, against, wrong).flatMap(margin -> below(margin, hints))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<GuardCondition> above(Margin margin, List<BigDecimal> hints) {
        return Rounding.between(margin.accepted(), margin.refused(), hints, days)
                .map(limit -> {
                    boolean included = limit.doubleValue() >= margin.refused();
                    return candidate(included ? Comparison.AT_LEAST : Comparison.MORE, limit, margin, hints);
                });
    }

    private Optional<GuardCondition> below(Margin margin, List<BigDecimal> hints) {
        return Rounding.between(margin.refused(), margin.accepted(), hints, days)
                .map(limit -> {
                    boolean positive = limit.signum() == 0 && margin.accepted() > 0;
                    boolean included = limit.doubleValue() <= margin.refused() || positive;
                    return candidate(included ? Comparison.AT_MOST : Comparison.LESS, limit, margin, hints);
                });
    }

    /// Goes through the cases from the most extreme one on, until those that may not be refused begin.
    private static Optional<Margin> nearest(int[] order, double[] numbers, BitSet own, BitSet against, int tolerated) {
        int left = tolerated;
        double refused = Double.NaN;
        for (int i : order) {
            if (own.get(i)) {
                refused = numbers[i];
            } else if (against.get(i) && left-- == 0) {
                boolean apart = !Double.isNaN(refused) && refused != numbers[i];
                return apart ? Optional.of(new Margin(numbers[i], refused)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static int[] order(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .filter(i -> Double.isFinite(numbers[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> numbers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private GuardCondition candidate(Comparison comparison, BigDecimal limit, Margin margin, List<BigDecimal> hints) {
        boolean up = comparison == Comparison.MORE || comparison == Comparison.AT_LEAST;
        double[] numbers = up ? highest : lowest;
        Verdicts verdicts = new Verdicts(new BitSet(), new BitSet());
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isNaN(numbers[i])) {
                (holds(numbers[i], comparison, limit.doubleValue()) ? verdicts.holds() : verdicts.fails()).set(i);
            }
        }
        double constant = hints.contains(limit) ? 1 : Rounding.bits(limit);
        double bits = quantity.bits() + constant + (table.ofElements() ? 2 : 1);
        Predicate when = table.onCase(writing.apply(comparison, limit));
        return new GuardCondition(
                when,
                table.decided(verdicts, quantity.parts()),
                bits,
                quantity.parts(),
                Form.BEYOND,
                Optional.of(margin));
    }

    private static boolean holds(double number, Comparison comparison, double limit) {
        return switch (comparison) {
            case EQUAL -> number == limit;
            case UNEQUAL -> number != limit;
            case LESS -> number < limit;
            case AT_MOST -> number <= limit;
            case MORE -> number > limit;
            case AT_LEAST -> number >= limit;
        };
    }
}

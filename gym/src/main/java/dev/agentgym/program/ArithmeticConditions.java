package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Comparisons of numbers of which one or both are computed: `a + b < c`, `a * b ≠ c`, `a - b > c * d`.
///
/// The numbers are taken from the cheapest on, until the budget of pairs is used up.
final class ArithmeticConditions {

    private static final int MOST_NUMBERS = 24;
    private static final int MOST_PAIRS = 100_000;

    private final List<Operand> plain = new ArrayList<>();
    private final List<Operand> computed = new ArrayList<>();
    private final NumberConditions conditions;
    private int pairs;

    /// A quantity and the plain numbers that it is made of, one bit for each.
    private record Operand(Quantity quantity, long numbers) {
        Operand combined(Operator operator, Operand other) {
            return new Operand(quantity.combined(operator, other.quantity), numbers | other.numbers);
        }

        boolean sharesWith(Operand other) {
            return (numbers & other.numbers) != 0;
        }
    }

    ArithmeticConditions(Columns columns, Pool pool) {
        this.conditions = new NumberConditions(columns.table(), pool);
        NumberConditions.numbers(columns.own().stream()).stream()
                .filter(Quantity::varies)
                .sorted(Comparator.comparingDouble(Quantity::bits))
                .limit(MOST_NUMBERS)
                .forEach(quantity -> plain.add(new Operand(quantity, 1L << plain.size())));
        for (Operand a : plain) {
            for (Operand b : plain) {
                combine(a, b);
            }
        }
    }

    private void combine(Operand a, Operand b) {
        if (a.numbers() <= b.numbers()) {
            computed.add(a.combined(Operator.PLUS, b));
            computed.add(a.combined(Operator.TIMES, b));
        }
        if (!a.sharesWith(b)) {
            computed.add(a.combined(Operator.MINUS, b));
        }
    }

    /// One operator on one side.
    void addOne() {
        computed.forEach(this::addAgainstPlain);
    }

    private void addAgainstPlain(Operand operand) {
        plain.forEach(number -> add(operand, number));
    }

    private void add(Operand a, Operand b) {
        if (!a.sharesWith(b) && pairs++ < MOST_PAIRS) {
            conditions.add(a.quantity(), b.quantity());
        }
    }

    /// Two operators, one on each side or both on one.
    void addTwo() {
        for (int i = 0; i < computed.size(); i++) {
            for (int j = i + 1; j < computed.size() && pairs < MOST_PAIRS / 2; j++) {
                add(computed.get(i), computed.get(j));
            }
        }
        for (Operand first : computed) {
            for (Operand second : plain) {
                if (pairs < MOST_PAIRS && !first.sharesWith(second)) {
                    addAgainstPlain(first.combined(Operator.PLUS, second));
                    addAgainstPlain(first.combined(Operator.MINUS, second));
                    addAgainstPlain(first.combined(Operator.TIMES, second));
                }
            }
        }
    }
}

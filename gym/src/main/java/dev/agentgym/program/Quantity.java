package dev.agentgym.program;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Numbers in the rows of a table, and how they are computed. The numbers must not be changed.
///
/// It is a class, not a record, because arrays have no value equality.
final class Quantity {

    /// What an operator costs besides its operands.
    private static final double OPERATOR_BITS = 1.5;

    private final Program program;
    private final double[] numbers;
    private final double bits;
    private final List<Program> parts;

    Quantity(Program program, double[] numbers, double bits, List<Program> parts) {
        this.program = program;
        this.numbers = numbers;
        this.bits = bits;
        this.parts = parts;
    }

    static Quantity of(GuardTerm term) {
        return new Quantity(term.program(), term.numbers(), term.bits(), term.parts());
    }

    Program program() {
        return program;
    }

    double[] numbers() {
        return numbers;
    }

    double bits() {
        return bits;
    }

    List<Program> parts() {
        return parts;
    }

    /// Whether it is not the same number everywhere.
    boolean varies() {
        return Arrays.stream(numbers)
                        .filter(number -> !Double.isNaN(number))
                        .distinct()
                        .limit(2)
                        .count()
                == 2;
    }

    /// Two quantities combined.
    Quantity combined(Program.Operator operator, Quantity other) {
        double[] result = new double[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = value(operator, numbers[i], other.numbers[i]);
        }
        return new Quantity(
                new Program.Arithmetic(operator, program, other.program),
                result,
                bits + other.bits + OPERATOR_BITS,
                Stream.concat(parts.stream(), other.parts.stream()).toList());
    }

    private static double value(Program.Operator operator, double a, double b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED -> b == 0 ? Double.NaN : a / b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }
}

package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.util.ArrayList;
import java.util.List;

/// An operation undone: where an unknown number must lie so that, combined with a known term, it lies in an
/// interval.
///
/// @param low the lower end for the unknown
/// @param high the upper end for the unknown
/// @param operator the operation
/// @param known the other operand
/// @param unknownLeft whether the unknown is the left operand
record Inverse(double low, double high, Operator operator, Term known, boolean unknownLeft) {

    Term complete(Term unknown) {
        return unknownLeft ? new Term.Combined(operator, unknown, known) : new Term.Combined(operator, known, unknown);
    }

    /// All ways to undo an operation with a term, in one example.
    static List<Inverse> of(double low, double high, Term known, int example) {
        List<Inverse> ways = new ArrayList<>();
        double value = known.at(example);
        if (Double.isNaN(value) || Double.isInfinite(low) || Double.isInfinite(high)) {
            return ways;
        }
        add(ways, low - value, high - value, Operator.PLUS, known, true);
        add(ways, low + value, high + value, Operator.MINUS, known, true);
        add(ways, value - high, value - low, Operator.MINUS, known, false);
        if (value != 0) {
            add(ways, low / value, high / value, Operator.TIMES, known, true);
            add(ways, low * value, high * value, Operator.DIVIDED, known, true);
            if (low * high > 0) {
                add(ways, value / low, value / high, Operator.DIVIDED, known, false);
            }
        }
        limits(ways, low, high, known, value);
        return ways;
    }

    /// Where the known term is not the smaller (or larger) one, the unknown is the result itself.
    private static void limits(List<Inverse> ways, double low, double high, Term known, double value) {
        if (value > high) {
            add(ways, low, high, Operator.MIN, known, true);
        } else if (value < low) {
            add(ways, low, high, Operator.MAX, known, true);
        }
    }

    private static void add(
            List<Inverse> ways, double a, double b, Operator operator, Term known, boolean unknownLeft) {
        ways.add(new Inverse(Math.min(a, b), Math.max(a, b), operator, known, unknownLeft));
    }
}

package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;

/// A number that a search considers, in binary arithmetic: quick, and exact enough to tell whether the decimal
/// arithmetic of [Numbers] is worth the while.
interface Term {

    double at(int example);

    Program program();

    int bits();

    /// Two terms combined.
    record Combined(Operator operator, Term left, Term right) implements Term {
        @Override
        public double at(int example) {
            return apply(operator, left.at(example), right.at(example));
        }

        @Override
        public Program program() {
            return new Program.Arithmetic(operator, left.program(), right.program());
        }

        @Override
        public int bits() {
            return Bits.OPERATOR + left.bits() + right.bits();
        }
    }

    static double apply(Operator operator, double left, double right) {
        return switch (operator) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED -> right == 0 ? Double.NaN : left / right;
            case MIN -> Math.min(left, right);
            case MAX -> Math.max(left, right);
        };
    }
}

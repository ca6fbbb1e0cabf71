package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.math.BigDecimal;

/// What is added to a number in some examples: so much for each of something, or once where something holds.
sealed interface Surcharge {

    /// How often it is added in an example; not a number where that is not known.
    double times(int example);

    /// So much each time, as a term.
    Term term(NumberLeaf each);

    /// For each of a number of things.
    record PerUnit(NumberLeaf units) implements Surcharge {
        @Override
        public double times(int example) {
            return units.at(example);
        }

        @Override
        public Term term(NumberLeaf each) {
            boolean once = each.at(0) == 1;
            return once ? units : new Term.Combined(Operator.TIMES, units, each);
        }
    }

    /// Once, where a condition holds.
    record Once(Condition when) implements Surcharge {
        @Override
        public double times(int example) {
            return when.isTrue(example) ? 1 : when.isFalse(example) ? 0 : Double.NaN;
        }

        @Override
        public Term term(NumberLeaf each) {
            return new Conditional(when, each);
        }
    }

    /// A number where a condition holds, and nothing else.
    record Conditional(Condition when, NumberLeaf each) implements Term {
        @Override
        public double at(int example) {
            return when.isTrue(example) ? each.at(example) : when.isFalse(example) ? 0 : Double.NaN;
        }

        @Override
        public Program program() {
            return new Program.Choice(
                    when.predicate(), each.program(), new Program.Constant(Numbers.node(BigDecimal.ZERO)));
        }

        @Override
        public int bits() {
            return Bits.OPERATOR + when.bits() + each.bits();
        }
    }
}

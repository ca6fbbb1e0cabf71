package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.math.BigDecimal;

/// What is added to a number in some examples: so much for each of something, or once where something holds.
sealed interface Surcharge {

    /// How often it is added in an example; not a number where that is not known.
    double times(int example);

    /// Whether it may be so much each time.
    default boolean allows(double each) {
        return true;
    }

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

    /// For each of a number of things, where a condition holds: breakfast for each guest and night, if it is wanted.
    record PerUnitWhere(Condition when, Term units) implements Surcharge {
        /// What is taken off again was not due in the first place.
        @Override
        public boolean allows(double each) {
            return each > 0;
        }

        @Override
        public double times(int example) {
            return when.isTrue(example) ? units.at(example) : when.isFalse(example) ? 0 : Double.NaN;
        }

        @Override
        public Term term(NumberLeaf each) {
            boolean once = each.at(0) == 1;
            return new Conditional(when, once ? units : new Term.Combined(Operator.TIMES, units, each));
        }
    }

    /// A number where a condition holds, and nothing else.
    record Conditional(Condition when, Term each) implements Term {
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

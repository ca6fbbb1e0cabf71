package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.program.Program.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Set;
import java.util.stream.Collectors;

/// Conditions on the steps in which a number may be given: points in hundreds, hours in halves of a day. The step is
/// the largest that all accepted numbers are multiples of.
final class StepConditions {

    /// With fewer different numbers the step is chance.
    private static final int FEWEST_NUMBERS = 4;

    private static final double STEP_BITS = 5;

    private final Columns columns;
    private final Pool pool;

    StepConditions(Columns columns, Pool pool) {
        this.columns = columns;
        this.pool = pool;
    }

    void add() {
        columns.own().stream().filter(term -> Parts.isArgument(term.program())).forEach(this::add);
    }

    private void add(GuardTerm term) {
        Set<BigInteger> accepted = pool.accepted().stream()
                .mapToObj(term::value)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::bigIntegerValue)
                .collect(Collectors.toSet());
        BigInteger step = accepted.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
        if (accepted.size() >= FEWEST_NUMBERS && step.compareTo(BigInteger.ONE) > 0) {
            pool.add(
                    columns.table(),
                    between(term.program(), step),
                    term.bits() + STEP_BITS,
                    term.parts(),
                    GuardCondition.Form.OTHER);
        }
    }

    /// Whether a number lies between two steps.
    private static Predicate between(Program number, BigInteger step) {
        Program steps = new Program.Arithmetic(
                Operator.DIVIDED, number, new Program.Constant(Numbers.node(new BigDecimal(step))));
        return new Predicate.Compare(steps, Comparison.UNEQUAL, new Program.Rounded(steps, 0, RoundingMode.FLOOR));
    }
}

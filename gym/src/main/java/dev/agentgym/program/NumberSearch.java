package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Explains numbers by arithmetic: first a number of the scene itself, then ever more operators, as far as the
/// evidence goes.
final class NumberSearch implements Solver.Way {

    /// With less, any number is some combination of others.
    private static final int FEWEST_EXAMPLES = 3;

    private static final int MOST_WORK = 250_000;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isNumber)) {
            return;
        }
        List<NumberLeaf> leaves = problem.scene().numbers();
        boolean few = problem.size() < FEWEST_EXAMPLES || problem.distinct() < 2;
        leaves.stream()
                .filter(leaf -> !leaf.isConstant())
                .filter(leaf -> !few || leaf.program() instanceof Program.Formula)
                .forEach(leaf -> best.offer(leaf.program(), leaf.bits()));
        if (few || best.isComplete()) {
            return;
        }
        ArithmeticSearch arithmetic = new ArithmeticSearch(problem, best, leaves, MOST_WORK);
        arithmetic.shortTerms(Goal.of(problem));
    }
}

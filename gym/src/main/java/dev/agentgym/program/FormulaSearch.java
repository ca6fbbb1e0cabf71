package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;

/// Explains numbers by three operators: costly, so only where nothing else helped and no test splits the examples.
final class FormulaSearch implements Solver.Way {

    private static final int MOST_WORK = 250_000;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isNumber) || !parts.isNearTop()) {
            return;
        }
        ArithmeticSearch arithmetic =
                new ArithmeticSearch(problem, best, problem.scene().numbers(), MOST_WORK);
        for (Goal goal : Goal.uncapped(problem)) {
            if (!best.isComplete()) {
                arithmetic.longTerms(goal);
            }
        }
    }
}

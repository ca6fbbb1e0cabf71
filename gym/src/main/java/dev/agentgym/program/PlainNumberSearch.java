package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;

/// Explains numbers by short terms over numbers and dates that stand in the scene: most rules need no more, and to
/// look for what else there is to calculate with takes much longer.
final class PlainNumberSearch implements Solver.Way {

    /// With less, a number that is looked up may be a sum by chance.
    private static final int FEWEST = 15;

    private static final int FEWEST_DIFFERENT = 5;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        boolean many = problem.size() >= FEWEST && problem.distinct() >= FEWEST_DIFFERENT;
        if (!many || !parts.isTop() || !problem.all(JsonNode::isNumber)) {
            return;
        }
        long most = problem.scene().work().left() / 4;
        ArithmeticSearch arithmetic =
                new ArithmeticSearch(problem, best, problem.scene().plainNumbers(), most);
        arithmetic.shortTerms(Goal.of(problem));
        for (Goal goal : Goal.uncapped(problem)) {
            if (!best.isComplete()) {
                arithmetic.longTerms(goal);
            }
        }
    }
}

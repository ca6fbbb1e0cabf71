package dev.agentgym.program;

/// Explains targets by values that other values point at.
final class PickSearch implements Solver.Way {

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        DirectSearch.offer(problem.scene().picks(), problem, best);
    }
}

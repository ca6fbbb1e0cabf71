package dev.agentgym.program;

import java.util.List;
import java.util.Optional;

/// Tries the ways to explain a problem one after the other, the simple ones first, and stops at the first that
/// leaves nothing open.
final class Solver {

    /// Objects in lists in objects: deeper answers are explained from above or not at all.
    private static final int DEEPEST = 5;

    private static final int MOST_BRANCHES = 3;

    /// One way to explain targets.
    interface Way {
        /// Offers programs for the problem; parts of it may be given back to the solver.
        void search(Problem problem, Best best, Solver parts);
    }

    private static final List<Way> WAYS = List.of(
            new DirectSearch(),
            new PlainNumberSearch(),
            new PickSearch(),
            new NumberSearch(),
            new DateSearch(),
            new TimeSearch(),
            new TextSearch(),
            new ObjectSearch(),
            new ListSearch(),
            new MappingSearch(),
            new ChoiceSearch(),
            new FormulaSearch());

    private final int depth;
    private final int branches;

    private Solver(int depth, int branches) {
        this.depth = depth;
        this.branches = branches;
    }

    static Optional<Candidate> solve(Problem problem) {
        return new Solver(0, 1).search(problem);
    }

    /// Without splitting examples: what splits a few of them explains any noise.
    static Optional<Candidate> solveWhole(Problem problem) {
        return new Solver(0, MOST_BRANCHES).search(problem);
    }

    /// Explains a part of a problem.
    Optional<Candidate> part(Problem problem) {
        return depth == DEEPEST ? Optional.empty() : new Solver(depth + 1, branches).search(problem);
    }

    /// Explains a part of a problem without splitting examples and without long formulas.
    Optional<Candidate> simplePart(Problem problem) {
        return new Solver(DEEPEST, MOST_BRANCHES).search(problem);
    }

    /// Explains some of the examples of a problem.
    Optional<Candidate> branch(Problem problem) {
        return new Solver(depth, branches + 1).search(problem);
    }

    /// Whether all of the examples are looked at, and what they show as a whole or one field of it.
    boolean isNearTop() {
        return branches == 1 && depth <= 1;
    }

    /// Whether all of the examples are looked at, and what they show as a whole.
    boolean isTop() {
        return branches == 1 && depth == 0;
    }

    boolean mayBranch() {
        return branches < MOST_BRANCHES;
    }

    private Optional<Candidate> search(Problem problem) {
        Best best = new Best(problem);
        for (Way way : WAYS) {
            if (!best.isSettled() && !problem.scene().work().isSpent()) {
                way.search(problem, best, this);
            }
        }
        return best.candidate();
    }
}

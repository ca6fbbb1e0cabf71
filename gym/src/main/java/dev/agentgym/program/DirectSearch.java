package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Explains targets by one constant, or by what stands in the scene.
final class DirectSearch implements Solver.Way {

    /// A path that never changes says no more than a constant, so an unrelated one must not be taken for the
    /// source.
    private static final int NEVER_CHANGES = 8;

    private static final int ENOUGH_TO_VARY = 3;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        standing(problem, best);
    }

    /// Offers a constant, and what stands in the scene.
    static void standing(Problem problem, Best best) {
        constant(problem, best);
        offer(problem.scene().paths(), problem, best);
    }

    /// Offers what stands in the scene as it is.
    static void offer(List<Candidate> candidates, Problem problem, Best best) {
        problem.scene().work().spend(candidates.size());
        for (Candidate candidate : candidates) {
            best.offer(
                    isSuspicious(candidate)
                            ? new Candidate(candidate.program(), candidate.values(), candidate.bits() + NEVER_CHANGES)
                            : candidate);
        }
    }

    private static boolean isSuspicious(Candidate candidate) {
        return candidate.values().size() >= ENOUGH_TO_VARY
                && !Parts.isArgument(candidate.program())
                && candidate.isConstant();
    }

    /// The more examples agree on a constant, the less its letters cost.
    private static void constant(Problem problem, Best best) {
        JsonNode value = problem.target(0);
        if (!problem.all(target -> Values.matches(target, value))) {
            return;
        }
        Program constant = value.equals(Program.Absent.VALUE) ? new Program.Absent() : new Program.Constant(value);
        best.offer(constant, Math.min(4, Bits.of(constant)) + Bits.of(constant) / problem.size());
    }
}

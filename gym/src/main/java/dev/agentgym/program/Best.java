package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Keeps the shortest program that no example of a problem refutes. Mutable; the first of equals stays.
///
/// A program must have a value for at least half of the examples. An example that it leaves open costs a bit, and
/// where all rows that it reads are known as much as listing the target. The name of the target's field decides
/// close calls: `total` is rather a path that ends in `total`.
final class Best {

    private static final int SAME_NAME = 3;

    /// As long as a path or a pick.
    private static final int SHORT = 16;

    private static final int MOST_FOR_OPEN = 12;

    private final Problem problem;
    private Optional<Candidate> best = Optional.empty();
    private int cost = Integer.MAX_VALUE;

    Best(Problem problem) {
        this.problem = problem;
    }

    Optional<Candidate> candidate() {
        return best;
    }

    /// Nothing better is to be expected: nothing is open, or only what is not known of rows.
    boolean isComplete() {
        return best.isPresent() && unexplained(best.get()) == 0;
    }

    /// Like [#isComplete()], but a long constant may still be a template.
    boolean isSettled() {
        return isComplete() && (cost <= SHORT || problem.distinct() > 1);
    }

    void offer(Program program) {
        offer(program, Bits.of(program));
    }

    void offer(Program program, int bits) {
        if (bits - SAME_NAME < cost) {
            offer(new Candidate(program, problem.scene().values(program), bits));
        }
    }

    void offer(Candidate candidate) {
        if (candidate.bits() - SAME_NAME >= cost || !problem.allows(candidate.values())) {
            return;
        }
        int open = problem.open(candidate.values());
        if (2 * open > problem.size() || open == problem.size() || (open > 0 && isIdle(candidate))) {
            return;
        }
        int total = candidate.bits() + open + unexplained(candidate) - affinity(candidate.program());
        if (total < cost) {
            cost = total;
            best = Optional.of(candidate);
        }
    }

    /// Whether the program computes one and the same value wherever it is known, while the targets differ.
    private boolean isIdle(Candidate candidate) {
        boolean shown = candidate.program() instanceof Program.Path || candidate.program() instanceof Program.Pick;
        return !shown
                && problem.distinct() > 1
                && candidate.values().stream()
                                .filter(value -> !value.isMissingNode())
                                .distinct()
                                .limit(2)
                                .count()
                        == 1;
    }

    /// What it costs to list the targets that the program leaves open although all rows that it reads are known.
    private int unexplained(Candidate candidate) {
        int bits = 0;
        for (int i = 0; i < problem.size(); i++) {
            if (!candidate.isKnown(i)
                    && !Rows.areUnknown(candidate.program(), problem.scene().scope(i))) {
                bits += Math.min(MOST_FOR_OPEN, Bits.of(problem.target(i)));
            }
        }
        return bits;
    }

    private int affinity(Program program) {
        return lastName(program).map(name -> affinity(name, problem.field())).orElse(0);
    }

    private static int affinity(String name, String field) {
        String a = name.toLowerCase(Locale.ROOT);
        String b = field.toLowerCase(Locale.ROOT);
        if (b.isEmpty() || a.equals(b)) {
            return b.isEmpty() ? 0 : SAME_NAME;
        }
        return a.endsWith("_" + b) || b.endsWith("_" + a) ? SAME_NAME - 1 : 0;
    }

    /// The name that a path or a pick ends in.
    private static Optional<String> lastName(Program program) {
        if (program instanceof Program.Path(List<String> steps)) {
            return Optional.of(steps.getLast());
        }
        if (program instanceof Program.Pick(Program container, Program key)) {
            return key instanceof Program.Constant(JsonNode name) ? Optional.of(name.asText()) : lastName(container);
        }
        return Optional.empty();
    }
}

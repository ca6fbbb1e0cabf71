package dev.agentgym.program;

import java.util.List;

/// Tells a value that was not given from one that nobody knows. What a call was given is known, and so is all that
/// a known row contains; but the row itself may be unknown, or one that it refers to (see [Scope]).
final class Rows {

    private static final String REFERENCE = "@";

    private Rows() {}

    /// Whether some row that the program reads is unknown, or may be for one of the elements of a list that it
    /// reads.
    static boolean areUnknown(Program program, Scope scope) {
        return Parts.paths(program).anyMatch(path -> isUnknown(path.steps(), scope))
                || Parts.innerPaths(program)
                        .flatMap(path -> path.steps().stream())
                        .anyMatch(step -> step.startsWith(REFERENCE));
    }

    private static boolean isUnknown(List<String> steps, Scope scope) {
        for (int i = 0; i < steps.size(); i++) {
            boolean row = i == 0 || steps.get(i).startsWith(REFERENCE);
            if (row
                    && Evaluation.of(new Program.Path(steps.subList(0, i + 1)), scope)
                            .isMissingNode()) {
                return true;
            }
        }
        return false;
    }
}

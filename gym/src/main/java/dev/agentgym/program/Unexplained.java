package dev.agentgym.program;

import java.util.List;

/// Refusals of one kind for which no condition could be found. Immutable and safe to share.
///
/// @param words what they have in common, with `…` where they differ
/// @param cases their positions in the list of cases
public record Unexplained(String words, List<Integer> cases) {
    /// Keeps the cases from being changed.
    public Unexplained {
        cases = List.copyOf(cases);
    }
}

package dev.agentgym.program;

import java.util.List;

/// A program and what the examples say about it. Immutable.
///
/// @param program the shortest program found
/// @param support how many examples it reproduces
/// @param counterExamples the examples, by position, that it gets wrong: empty unless the examples contradict each
///     other
/// @param unknown the examples, by position, in which something that it needs is not known, or whose target is too
///     large to look into
public record Explanation(Program program, int support, List<Integer> counterExamples, List<Integer> unknown) {
    /// Keeps the lists from being changed.
    public Explanation {
        counterExamples = List.copyOf(counterExamples);
        unknown = List.copyOf(unknown);
    }
}

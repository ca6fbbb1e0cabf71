package dev.agentgym.llm.optimize;

/// What came of one rollout. A failure is no score: it says nothing about the prompt.
public sealed interface Outcome {

    /// The episode was played and judged.
    ///
    /// @param score in [0, 1]
    /// @param feedback why not more, for whoever rewrites the prompt
    /// @param transcript what was said and done
    record Scored(double score, String feedback, String transcript) implements Outcome {}

    /// The episode could not be played or judged.
    ///
    /// @param byCandidate whether the candidate itself is to blame, as one that no model takes
    /// @param reason what happened
    record Failed(boolean byCandidate, String reason) implements Outcome {}
}

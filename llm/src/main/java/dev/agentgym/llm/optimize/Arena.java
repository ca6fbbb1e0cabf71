package dev.agentgym.llm.optimize;

/// Where candidates are tried. Implementations are safe to share between threads.
@FunctionalInterface
public interface Arena {

    /// Plays one rollout.
    ///
    /// All that is left to chance comes from the arguments, never from who was first; where the model keeps its
    /// part of that, equal arguments give equal outcomes.
    ///
    /// @param task the id of the task
    /// @param attempt tells rollouts of one task apart
    /// @throws SearchStopped when no rollout can be paid for any more
    Outcome play(Candidate candidate, String task, int attempt);
}

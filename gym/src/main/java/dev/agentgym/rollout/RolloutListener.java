package dev.agentgym.rollout;

/// Hears of every rollout as soon as it is written. Called by one thread at a time.
@FunctionalInterface
public interface RolloutListener {

    /// A rollout is done.
    ///
    /// @param rollout what came of it
    /// @param done how many are done, those of an earlier run that is gone on with included
    /// @param all how many there are to be
    void done(Rollout rollout, int done, int all);
}

package dev.agentgym.environment;

/// What a [VectorEnvironment] does when one of its episodes is over. The names are Gymnasium's.
public enum Autoreset {
    /// The next episode begins in the same step: the observation is already its first, and the last one of the old
    /// episode is handed out beside it.
    SAME_STEP,
    /// Nothing: the episode stays over until [VectorEnvironment#reset(int)] begins another.
    DISABLED
}

package dev.agentgym.reward;

import java.util.Optional;

/// One thing that a reply is judged by. Implementations are stateless and thread-safe, and say the same of the same
/// evidence.
public interface RewardPart {

    /// Its name in the reward, in snake case.
    String name();

    /// What it finds; empty when it does not apply, as when nothing was expected or no tool was called.
    Optional<Finding> examine(Evidence evidence);
}

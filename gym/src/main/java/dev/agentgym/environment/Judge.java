package dev.agentgym.environment;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Reward;

/// Says what an episode was worth. Implementations are safe to share, and say the same of the same episode.
@FunctionalInterface
public interface Judge {

    /// The reward of an episode that is over.
    Reward judge(Ended ended);
}

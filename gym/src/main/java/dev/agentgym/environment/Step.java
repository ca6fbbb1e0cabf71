package dev.agentgym.environment;

/// What an action led to. Immutable.
///
/// @param observation what the agent sees now
/// @param reward 0 until the episode is over, then once what it was worth, in [0, 1]
/// @param terminated whether the conversation came to its end
/// @param truncated whether it was cut off instead; never both
/// @param info what is known beside
public record Step(Observation observation, double reward, boolean terminated, boolean truncated, EpisodeInfo info) {

    /// Whether the episode is over, one way or the other.
    public boolean isLast() {
        return terminated || truncated;
    }
}

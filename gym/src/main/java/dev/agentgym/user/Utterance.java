package dev.agentgym.user;

import java.util.Optional;

/// What a simulated customer says.
///
/// @param text their words; may be empty where they leave without one
/// @param leaves whether they say nothing after this: the episode ends
/// @param fault what the simulation did wrong, such as giving away what was not asked for; an episode with a fault
/// is not charged to the agent
public record Utterance(String text, boolean leaves, Optional<String> fault) {}

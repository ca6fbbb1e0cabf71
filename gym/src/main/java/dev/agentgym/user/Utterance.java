package dev.agentgym.user;

import java.util.Optional;

/// What a simulated customer says.
///
/// @param text their words; may be empty where they leave without one
/// @param leaves whether they say nothing after this: the episode ends
/// @param fault what the simulation did wrong, such as giving away what was not asked for; an episode with a fault
/// is not charged to the agent
/// @param because how the words came about where that is not as usual, such as that others were refused; empty
/// mostly
public record Utterance(String text, boolean leaves, Optional<String> fault, Optional<String> because) {

    /// Words that came about as usual.
    public Utterance(String text, boolean leaves, Optional<String> fault) {
        this(text, leaves, fault, Optional.empty());
    }

    /// The same words, with how they came about.
    public Utterance because(String reason) {
        return new Utterance(text, leaves, fault, Optional.of(reason));
    }
}

package dev.agentgym.rollout;

import java.util.List;

/// The tokens that a policy saw and sampled for one message. Immutable.
///
/// Joined in the order of the messages, the spans are exactly what the policy saw, which text encoded again need
/// not be.
///
/// @param message the index of the message in the rollout's conversation
/// @param ids the tokens
/// @param sampled for each token whether the policy drew it: those are trained on
/// @param logProbabilities for each token the natural logarithm of the chance with which it was drawn; 0 where it
/// was given
public record TokenSpan(int message, List<Integer> ids, List<Boolean> sampled, List<Double> logProbabilities) {

    /// Copies the lists.
    ///
    /// @throws IllegalArgumentException when they are not of one length
    public TokenSpan {
        ids = List.copyOf(ids);
        sampled = List.copyOf(sampled);
        logProbabilities = List.copyOf(logProbabilities);
        if (ids.size() != sampled.size() || ids.size() != logProbabilities.size()) {
            throw new IllegalArgumentException(
                    "message " + message + " has " + ids.size() + " tokens, " + sampled.size() + " marks and "
                            + logProbabilities.size() + " log-probabilities; give one of each");
        }
    }
}

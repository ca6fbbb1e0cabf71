package dev.agentgym.dataset;

import dev.agentgym.task.Task;
import java.util.Optional;
import java.util.OptionalDouble;

/// Which conversations and prompts become rows. Immutable.
///
/// @param part only those of this part of the split
/// @param leastReward only those that were worth at least this; of a pair the better one
/// @param successful only those in which the customer got what they came for; of a pair the better one
/// @param decisions prompts of single decisions instead of whole conversations
public record Selection(Optional<Task.Part> part, OptionalDouble leastReward, boolean successful, boolean decisions) {

    /// Everything.
    public static final Selection ALL = new Selection(Optional.empty(), OptionalDouble.empty(), false, false);

    /// Why a conversation is not wanted; empty where it is.
    Optional<String> refuses(Sample sample) {
        if (part.isPresent() && sample.part() != part.get()) {
            return Optional.of("of the other part of the split");
        }
        if (successful && !sample.isSuccess()) {
            return Optional.of("not successful");
        }
        return leastReward.isPresent() && sample.score().orElse(0) < leastReward.getAsDouble()
                ? Optional.of("a reward below " + leastReward.getAsDouble())
                : Optional.empty();
    }
}

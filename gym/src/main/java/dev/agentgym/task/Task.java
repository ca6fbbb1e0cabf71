package dev.agentgym.task;

import dev.agentgym.reward.Expectation;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;

/// What a customer comes for, mined from one logged conversation. Immutable.
///
/// @param id unique in a gym: the conversation's id, with `#` and a message's index for a decision in its middle
/// @param conversation the id of the conversation
/// @param start the index of the message where the episode begins: 0, or the decision's
/// @param goal what the customer wants, in one sentence of their own
/// @param facts what the customer knows, in the order in which they said it
/// @param persona how the customer talks
/// @param intent the name of the group of tasks that are about the same
/// @param difficulty how hard it is, in [0, 1]: 0 for the easiest of the logs
/// @param part whether it is to learn from or to be tested on
/// @param expectation what it has to bring about
/// @param decision the logged agent's message at `start`, for a decision in the middle; empty for a whole
/// conversation
public record Task(
        String id,
        String conversation,
        int start,
        String goal,
        List<Fact> facts,
        Persona persona,
        String intent,
        double difficulty,
        Part part,
        Expectation expectation,
        Optional<Message.Assistant> decision) {

    /// What a task is used for.
    public enum Part {
        /// To learn from.
        TRAIN,
        /// To be tested on; nothing may be learned from it.
        TEST
    }

    /// Copies the facts.
    public Task {
        facts = List.copyOf(facts);
    }

    /// Whether the customer tells a fact only when asked: they volunteer its value under no other name either.
    public boolean isSecret(Fact fact) {
        return facts.stream()
                .filter(other -> other.value().equals(fact.value()))
                .noneMatch(Fact::volunteered);
    }
}

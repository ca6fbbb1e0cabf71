package dev.agentgym.task;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.List;

/// What was found in one conversation. Immutable.
///
/// @param conversation the log
/// @param goal what the customer came for
/// @param facts what they know
/// @param deeds what the agent did and told
/// @param intent the group of conversations that are about the same
record MinedLog(Conversation conversation, Goal goal, List<Fact> facts, Deeds deeds, String intent) {

    /// Whether what was done and told is what had to be done and told, as far as the log says.
    boolean isTrusted() {
        return isSuccess() || conversation.outcome() == Outcome.UNKNOWN;
    }

    /// The same with more facts.
    MinedLog knowing(List<Fact> more) {
        List<Fact> all = new ArrayList<>(facts);
        all.addAll(more);
        return new MinedLog(conversation, goal, List.copyOf(all), deeds, intent);
    }

    boolean isSuccess() {
        return conversation.outcome() == Outcome.SUCCESS;
    }
}

package dev.agentgym.agent;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.List;

/// A point of a logged conversation at which the agent acted.
///
/// @param conversation the log
/// @param position index of the agent's message
record Situation(Conversation conversation, int position) {

    /// What the agent did.
    Message.Assistant deed() {
        return (Message.Assistant) conversation.messages().get(position);
    }

    /// What had been said and done before.
    List<Message> before() {
        return conversation.messages().subList(0, position);
    }

    /// Where it stands, for people.
    String label() {
        return conversation.id() + ", message " + (position + 1);
    }
}

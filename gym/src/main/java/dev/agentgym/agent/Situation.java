package dev.agentgym.agent;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;

/// A point of a logged conversation at which the agent acted.
///
/// People write several messages in a row, and say "let me look" before they look. A run of messages up to the
/// first tool call is one act: the calls, if it has any, else all that was said.
///
/// @param conversation the log
/// @param position index of the first message of the act
/// @param end index behind the last message of the act
/// @param calls what was called, empty if the agent only spoke
/// @param words what was said, empty if it called
record Situation(Conversation conversation, int position, int end, List<ToolCall> calls, String words) {

    /// Every act of the agent in a conversation, in order.
    static List<Situation> of(Conversation conversation) {
        List<Situation> situations = new ArrayList<>();
        List<Message> messages = conversation.messages();
        int start = 0;
        while (start < messages.size()) {
            int end = start;
            List<String> said = new ArrayList<>();
            List<ToolCall> calls = List.of();
            while (end < messages.size() && calls.isEmpty() && messages.get(end) instanceof Message.Assistant act) {
                calls = act.toolCalls();
                if (!act.content().isBlank()) {
                    said.add(act.content());
                }
                end++;
            }
            if (!calls.isEmpty() || !said.isEmpty()) {
                String words = calls.isEmpty() ? String.join("\n", said) : "";
                situations.add(new Situation(conversation, start, end, calls, words));
            }
            start = Math.max(end, start + 1);
        }
        return situations;
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

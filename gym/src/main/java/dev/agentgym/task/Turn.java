package dev.agentgym.task;

import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.List;

/// What a customer said in one go, and what the agent had said since they last spoke. Immutable.
///
/// Messages that follow each other without a word of the agent between them are one turn.
///
/// @param cue the agent's texts, oldest first; empty where the customer speaks first
/// @param message the index of the turn's first message with a word in it
/// @param text the customer's words, messages apart on lines of their own
public record Turn(List<String> cue, int message, String text) {

    /// Copies the cue.
    public Turn {
        cue = List.copyOf(cue);
    }

    /// The turns of a customer, in their order.
    public static List<Turn> of(List<Message> messages) {
        List<Turn> turns = new ArrayList<>();
        List<String> cue = new ArrayList<>();
        for (int index = 0; index < messages.size(); index++) {
            String text = words(messages.get(index));
            if (text.isEmpty()) {
                continue;
            }
            if (messages.get(index) instanceof Message.Assistant) {
                cue.add(text);
            } else {
                if (cue.isEmpty() && !turns.isEmpty()) {
                    turns.set(turns.size() - 1, turns.getLast().and(text));
                } else {
                    turns.add(new Turn(cue, index, text));
                }
                cue.clear();
            }
        }
        return List.copyOf(turns);
    }

    /// What the agent said after the customer's last words.
    public static List<String> unanswered(List<Message> messages) {
        List<String> cue = new ArrayList<>();
        for (int index = messages.size() - 1; index >= 0; index--) {
            String text = words(messages.get(index));
            if (!text.isEmpty() && messages.get(index) instanceof Message.User) {
                break;
            }
            if (!text.isEmpty()) {
                cue.addFirst(text);
            }
        }
        return List.copyOf(cue);
    }

    /// What the customer or the agent says in a message.
    private static String words(Message message) {
        return switch (message) {
            case Message.User user -> user.content().strip();
            case Message.Assistant agent -> agent.content().strip();
            case Message.Tool tool -> "";
            case Message.SystemPrompt system -> "";
        };
    }

    private Turn and(String more) {
        return new Turn(cue, message, text + "\n" + more);
    }
}

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
            Message message = messages.get(index);
            String text = message.text().strip();
            if (message instanceof Message.Assistant && !text.isEmpty()) {
                cue.add(text);
            } else if (message instanceof Message.User && !text.isEmpty()) {
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
        for (Message message : messages.reversed()) {
            String text = message.text().strip();
            if (message instanceof Message.User && !text.isEmpty()) {
                break;
            }
            if (message instanceof Message.Assistant && !text.isEmpty()) {
                cue.addFirst(text);
            }
        }
        return List.copyOf(cue);
    }

    private Turn and(String more) {
        return new Turn(cue, message, text + "\n" + more);
    }
}

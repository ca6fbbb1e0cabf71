package dev.agentgym.llm.agent;

import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.List;

/// Keeps a conversation within a number of tokens. Immutable.
///
/// Whole exchanges go, the oldest first: what the customer said, the calls and all their answers up to the
/// customer's next words, so that no answer of a tool stands without its call and no call without its answer. The
/// customer's first words stay, for they say what it is about, and so does everything since their latest. Only if
/// that alone is too long, long answers of tools in it are cut, oldest first, with a note; none is dropped.
///
/// @param tokens the most that the messages may have, at a quarter of their characters
record ContextWindow(int tokens) {

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final String DROPPED = "(Earlier messages were left out.)";
    private static final int SHORTEST = 400;

    List<Message> fit(List<Message> messages) {
        if (size(messages) <= tokens) {
            return messages;
        }
        List<List<Message>> turns = turns(messages);
        List<Message> head = turns.getFirst();
        int from = 1;
        while (from < turns.size() - 1 && size(joined(head, turns, from)) > tokens) {
            from++;
        }
        return shortened(joined(head, turns, from));
    }

    private static List<Message> joined(List<Message> head, List<List<Message>> turns, int from) {
        List<Message> kept = new ArrayList<>();
        if (from == 1) {
            kept.addAll(head);
        } else {
            head.stream()
                    .filter(message -> message instanceof Message.User)
                    .findFirst()
                    .ifPresent(kept::add);
            kept.add(Message.Assistant.says(DROPPED));
        }
        turns.subList(Math.min(from, turns.size()), turns.size()).forEach(kept::addAll);
        return kept;
    }

    /// Each turn begins with the customer's words, the first with whatever comes first.
    private static List<List<Message>> turns(List<Message> messages) {
        List<List<Message>> turns = new ArrayList<>();
        for (Message message : messages) {
            if (turns.isEmpty() || (message instanceof Message.User && hasUser(turns.getLast()))) {
                turns.add(new ArrayList<>());
            }
            turns.getLast().add(message);
        }
        return turns;
    }

    private static boolean hasUser(List<Message> turn) {
        return turn.stream().anyMatch(Message.User.class::isInstance);
    }

    private List<Message> shortened(List<Message> messages) {
        List<Message> kept = new ArrayList<>(messages);
        for (int i = 0; i < kept.size() && size(kept) > tokens; i++) {
            if (kept.get(i) instanceof Message.Tool tool && tool.text().length() > SHORTEST) {
                int excess = (size(kept) - tokens) * CHARACTERS_PER_TOKEN;
                int length = Math.max(SHORTEST, tool.text().length() - excess);
                kept.set(i, cut(tool, length));
            }
        }
        return kept;
    }

    private static Message cut(Message.Tool tool, int length) {
        String text = tool.text().substring(0, Math.min(length, tool.text().length()));
        String note = text + "… (cut; " + tool.text().length() + " characters in all)";
        return new Message.Tool(tool.callId(), tool.name(), Json.of(note), tool.isError(), tool.details());
    }

    private static int size(List<Message> messages) {
        return messages.stream()
                        .mapToInt(message -> message.text().length()
                                + message.toolCalls().stream()
                                        .mapToInt(call -> call.name().length()
                                                + call.arguments().toString().length())
                                        .sum())
                        .sum()
                / CHARACTERS_PER_TOKEN;
    }
}

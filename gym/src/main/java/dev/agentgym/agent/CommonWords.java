package dev.agentgym.agent;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Words that agents use in many conversations, and that therefore tell nothing of one customer: `24/7`, `1.`,
/// `account`. Immutable; safe to share.
///
/// @param words in lower case
record CommonWords(Set<String> words) {

    /// A word of this share of the conversations is nobody's own.
    private static final double SHARE = 0.05;

    private static final int LEAST = 4;

    static CommonWords of(List<Conversation> traces) {
        Map<String, Integer> counts = new HashMap<>();
        for (Conversation conversation : traces) {
            Set<String> words = new HashSet<>();
            for (Message message : conversation.messages()) {
                if (message instanceof Message.Assistant assistant) {
                    words.addAll(
                            List.of(assistant.content().toLowerCase(Locale.ROOT).split("\\s+")));
                }
            }
            words.stream().map(CommonWords::bare).distinct().forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        double least = Math.max(LEAST, traces.size() * SHARE);
        return new CommonWords(counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contains(String word) {
        return words.contains(bare(word.toLowerCase(Locale.ROOT)));
    }

    private static String bare(String word) {
        return word.replaceAll("^[^\\p{L}\\d]+|[^\\p{L}\\d]+$", "");
    }
}

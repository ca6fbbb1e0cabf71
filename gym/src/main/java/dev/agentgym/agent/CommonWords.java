package dev.agentgym.agent;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words that agents use in many conversations without having them from the customer or from a tool, and that
/// therefore tell nothing of one customer: `24/7`, `1.`, `account`. Immutable; safe to share.
///
/// @param words in lower case
/// @param ordinary words that agents also write in lower case: no names
record CommonWords(Set<String> words, Set<String> ordinary) {

    /// A word of this share of the conversations is nobody's own.
    private static final double SHARE = 0.05;

    private static final int LEAST = 4;

    private static final int LEAST_ORDINARY = 2;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Pattern BREAKS = Pattern.compile("[^\\p{L}\\d]+");

    static CommonWords of(List<Conversation> traces) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> lowerCase = new HashMap<>();
        for (Conversation conversation : traces) {
            Set<String> words = new HashSet<>();
            Set<String> brought = new HashSet<>();
            for (Message message : conversation.messages()) {
                if (message instanceof Message.Assistant assistant) {
                    words(assistant.content())
                            .filter(word -> !brought.contains(word))
                            .forEach(words::add);
                } else {
                    words(message.text()).forEach(brought::add);
                    BREAKS.splitAsStream(message.text()).forEach(brought::add);
                }
            }
            words.stream().map(word -> word.toLowerCase(Locale.ROOT)).distinct().forEach(word -> count(word, counts));
            words.stream().filter(word -> !startsUpper(word)).forEach(word -> count(word, lowerCase));
        }
        return new CommonWords(
                atLeast(Math.max(LEAST, traces.size() * SHARE), counts), atLeast(LEAST_ORDINARY, lowerCase));
    }

    private static Stream<String> words(String text) {
        return BLANKS.splitAsStream(text).map(CommonWords::bare);
    }

    private static void count(String word, Map<String, Integer> counts) {
        counts.merge(word, 1, Integer::sum);
    }

    private static Set<String> atLeast(double least, Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the word tells nothing of one customer.
    boolean contains(String word) {
        return words.contains(bare(word).toLowerCase(Locale.ROOT));
    }

    /// Whether the word may be a customer's name: it begins with a capital, and agents neither use it often nor
    /// ever in lower case.
    boolean mayBeName(String word) {
        String bare = bare(word);
        boolean acronym = bare.equals(bare.toUpperCase(Locale.ROOT));
        return startsUpper(bare) && !acronym && !contains(bare) && !ordinary.contains(bare.toLowerCase(Locale.ROOT));
    }

    private static boolean startsUpper(String word) {
        return !word.isEmpty() && Character.isUpperCase(word.codePointAt(0));
    }

    private static String bare(String word) {
        return word.replaceAll("^[^\\p{L}\\d]+|[^\\p{L}\\d]+$", "");
    }
}

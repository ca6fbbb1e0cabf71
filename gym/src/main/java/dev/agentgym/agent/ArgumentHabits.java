package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the arguments of logged calls usually are: constants that many conversations share, and short lists of
/// options. Immutable once built; safe to share.
final class ArgumentHabits {

    /// A value that this share of the conversations with this argument use is nobody's own.
    private static final double USUAL_SHARE = 0.2;

    private static final int USUAL_CONVERSATIONS = 3;

    /// An argument with more different values is no choice between options.
    private static final int MAX_OPTIONS = 12;

    private static final int MIN_CONVERSATIONS = 10;

    private final Map<String, TreeMap<String, Set<String>>> conversationsByValue = new HashMap<>();
    private final Map<String, Set<String>> conversations = new HashMap<>();

    private ArgumentHabits() {}

    static ArgumentHabits of(List<Conversation> traces) {
        ArgumentHabits habits = new ArgumentHabits();
        for (Conversation conversation : traces) {
            for (Exchange exchange : conversation.exchanges()) {
                boolean refused = exchange.answer().map(Message.Tool::isError).orElse(true);
                if (!refused) {
                    String tool = exchange.call().name();
                    exchange.call()
                            .arguments()
                            .properties()
                            .forEach(argument ->
                                    habits.add(tool + " " + argument.getKey(), argument.getValue(), conversation.id()));
                }
            }
        }
        return habits;
    }

    private void add(String argument, JsonNode value, String conversation) {
        if (value.isObject()) {
            value.properties().forEach(field -> add(argument + "." + field.getKey(), field.getValue(), conversation));
        } else if (value.isArray()) {
            value.forEach(item -> add(argument + "[]", item, conversation));
        } else {
            conversations.computeIfAbsent(argument, any -> new HashSet<>()).add(conversation);
            conversationsByValue
                    .computeIfAbsent(argument, any -> new TreeMap<>())
                    .computeIfAbsent(value.toString(), any -> new HashSet<>())
                    .add(conversation);
        }
    }

    /// Whether many conversations use this value, so that it belongs to none of them.
    boolean isUsual(String tool, String path, JsonNode value) {
        int all = conversations.getOrDefault(tool + " " + path, Set.of()).size();
        int with = conversationsByValue
                .getOrDefault(tool + " " + path, new TreeMap<>())
                .getOrDefault(value.toString(), Set.of())
                .size();
        return with >= USUAL_CONVERSATIONS && with >= all * USUAL_SHARE;
    }

    /// The only option of an argument that stands in a text; empty if there is none, or more than one.
    ///
    /// @param text in lower case
    Optional<JsonNode> optionNamedIn(String tool, String path, String text) {
        TreeMap<String, Set<String>> options = conversationsByValue.getOrDefault(tool + " " + path, new TreeMap<>());
        int all = conversations.getOrDefault(tool + " " + path, Set.of()).size();
        if (options.size() < 2 || options.size() > MAX_OPTIONS || all < MIN_CONVERSATIONS) {
            return Optional.empty();
        }
        List<JsonNode> named = options.keySet().stream()
                .map(Json::parse)
                .filter(JsonNode::isTextual)
                .filter(option -> stands(option.textValue(), text))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private static boolean stands(String option, String text) {
        String words = option.toLowerCase(Locale.ROOT).replace('_', ' ');
        int at = words.length() < 2 ? -1 : text.indexOf(words);
        return at >= 0
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                && (at + words.length() == text.length()
                        || !Character.isLetterOrDigit(text.charAt(at + words.length())));
    }
}

package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the arguments of logged calls usually are: constants that many conversations share, and short lists of
/// options. Immutable once built; safe to share.
final class ArgumentHabits {

    /// A value that this share of the conversations with this argument use is nobody's own.
    private static final double USUAL_SHARE = 0.2;

    private static final int USUAL_CONVERSATIONS = 3;

    /// A text of more words is a sentence, no name.
    private static final int SENTENCE_WORDS = 4;

    private static final double FREE_TEXT_SHARE = 0.7;

    private static final int MOST_OPTIONS = 12;

    private static final double OPTION_SHARE = 0.9;

    private static final Pattern QUOTED = Pattern.compile("[\"'](.+)[\"']");

    private final Map<String, TreeMap<String, Set<String>>> conversationsByValue = new HashMap<>();
    private final Map<String, Set<String>> conversations = new HashMap<>();

    private final Map<String, List<Known>> known = new HashMap<>();

    /// A logged value, the words that name it, and how many conversations use it.
    private record Known(String words, JsonNode value, int count) {}

    private final Map<String, OptionChoice> choices = new HashMap<>();

    private final Map<String, Map<String, Integer>> places = new HashMap<>();
    private final Map<String, Integer> given = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();

    private ArgumentHabits() {}

    static ArgumentHabits of(List<Conversation> traces) {
        ArgumentHabits habits = new ArgumentHabits();
        for (Conversation conversation : traces) {
            for (Exchange exchange : conversation.exchanges()) {
                if (exchange.isAccepted()) {
                    String tool = exchange.call().name();
                    exchange.call()
                            .arguments()
                            .properties()
                            .forEach(argument ->
                                    habits.add(tool + " " + argument.getKey(), argument.getValue(), conversation.id()));
                }
            }
        }
        habits.conversationsByValue.forEach((argument, values) -> habits.known.put(argument, known(values)));
        habits.conversationsByValue.keySet().stream()
                .filter(habits::isOption)
                .forEach(argument -> habits.choices.put(argument, new OptionChoice()));
        traces.forEach(habits::learnChoices);
        traces.forEach(habits::learnPlaces);
        return habits;
    }

    /// Whether an argument is one of a few values, each of which some conversations use.
    private boolean isOption(String argument) {
        Map<String, Set<String>> values = conversationsByValue.getOrDefault(argument, new TreeMap<>());
        int all = values.values().stream().mapToInt(Set::size).sum();
        int usual = values.values().stream()
                .mapToInt(Set::size)
                .filter(count -> count >= USUAL_CONVERSATIONS)
                .sum();
        return values.size() <= MOST_OPTIONS && usual >= all * OPTION_SHARE;
    }

    private void learnChoices(Conversation conversation) {
        Map<String, ToolCall> open = new HashMap<>();
        List<String> said = new ArrayList<>();
        for (Message message : conversation.messages()) {
            message.toolCalls().forEach(call -> open.put(call.id(), call));
            switch (message) {
                case Message.User user -> said.addFirst(user.content().toLowerCase(Locale.ROOT));
                case Message.Tool tool
                when !tool.isError() && open.containsKey(tool.callId()) -> learnChoices(open.get(tool.callId()), said);
                case Message.Tool refused -> {}
                case Message.Assistant assistant -> {}
                case Message.SystemPrompt prompt -> {}
            }
        }
    }

    private void learnChoices(ToolCall call, List<String> said) {
        call.arguments().properties().forEach(argument -> {
            OptionChoice choice = choices.get(call.name() + " " + argument.getKey());
            if (choice != null) {
                choice.learn(argument.getValue(), said);
            }
        });
    }

    private void learnPlaces(Conversation conversation) {
        for (Situation situation : Situation.of(conversation)) {
            if (!situation.calls().isEmpty()) {
                Values before = new Values(situation.before());
                situation.calls().forEach(call -> learnPlaces(call, before));
            }
        }
    }

    private void learnPlaces(ToolCall call, Values before) {
        calls.merge(call.name(), 1, Integer::sum);
        call.arguments().properties().forEach(argument -> {
            String key = call.name() + " " + argument.getKey();
            given.merge(key, 1, Integer::sum);
            if (argument.getValue().isValueNode()) {
                Map<String, Integer> counts = places.computeIfAbsent(key, any -> new HashMap<>());
                before.placesOf(argument.getValue()).stream()
                        .map(ArgumentHabits::anyItem)
                        .distinct()
                        .forEach(place -> counts.merge(place, 1, Integer::sum));
            }
        });
    }

    private static String anyItem(String place) {
        return place.replaceAll("\\.\\d+(?=[.#]|$)", ".*");
    }

    /// In how many logged calls this argument stood at this place, whichever item of a list that was.
    int support(String tool, String path, String place) {
        return places.getOrDefault(tool + " " + path, Map.of()).getOrDefault(anyItem(place), 0);
    }

    /// Whether most calls of the tool go without this argument, and those that have it mostly take it from nowhere.
    boolean isExtra(String tool, String path) {
        int with = given.getOrDefault(tool + " " + path, 0);
        int placed = places.getOrDefault(tool + " " + path, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return 2 * with < calls.getOrDefault(tool, 0) && 2 * placed < with;
    }

    /// The option that customers who said the like were given, where this argument is one of a few.
    ///
    /// @param said what the customer said in lower case, the latest first
    Optional<JsonNode> chosen(String tool, String path, List<String> said) {
        return Optional.ofNullable(choices.get(tool + " " + path)).flatMap(choice -> choice.of(said));
    }

    /// Of several spellings of the same words, the most usual is kept.
    private static List<Known> known(Map<String, Set<String>> values) {
        Map<String, Known> byWords = new LinkedHashMap<>();
        values.forEach((text, conversations) -> {
            JsonNode value = Json.parse(text);
            if (value.isTextual()) {
                Known spelling = new Known(words(value), value, conversations.size());
                byWords.merge(spelling.words(), spelling, (one, other) -> other.count() > one.count() ? other : one);
            }
        });
        return List.copyOf(byWords.values());
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

    /// Whether the argument is told in somebody's own words, such as a reason or a summary: long, and never twice
    /// the same.
    boolean isFreeText(String tool, String path) {
        List<Known> values = known.getOrDefault(tool + " " + path, List.of());
        long sentences = values.stream()
                .filter(value -> value.words().split(" ", SENTENCE_WORDS + 1).length > SENTENCE_WORDS)
                .count();
        long once = values.stream().filter(value -> value.count() == 1).count();
        return values.size() >= USUAL_CONVERSATIONS
                && sentences >= values.size() * FREE_TEXT_SHARE
                && once >= values.size() * FREE_TEXT_SHARE;
    }

    /// The value of an argument that the customer named, among all that logs show for it: in their latest message
    /// that names any, the longest.
    ///
    /// @param said what the customer said in lower case, the latest first
    Optional<JsonNode> namedIn(String tool, String path, List<String> said) {
        List<Known> values = known.getOrDefault(tool + " " + path, List.of());
        for (String text : said) {
            Optional<Known> longest = values.stream()
                    .filter(value -> stands(value.words(), text))
                    .max(Comparator.comparingInt(value -> value.words().length()));
            if (longest.isPresent()) {
                return longest.map(Known::value);
            }
        }
        return Optional.empty();
    }

    /// The words by which people name a value: without code around a quoted text, in lower case, blanks for
    /// underscores.
    static String words(JsonNode value) {
        String text = value.asText();
        Matcher quoted = QUOTED.matcher(text);
        String bare = quoted.find() ? quoted.group(1) : text;
        return bare.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
    }

    /// Whether the words stand in the text, not inside longer words.
    static boolean stands(String words, String text) {
        for (int at = text.indexOf(words); at >= 0 && words.length() > 1; at = text.indexOf(words, at + 1)) {
            int end = at + words.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}

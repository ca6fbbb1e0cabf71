package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a conversation and where each came from.
///
/// A place is an address that means the same in another conversation: `result:get_user:1:address.city` is the city
/// in the latest but one answer of that tool, `argument:…` an argument of a call, `said:a-9:0` the latest thing of
/// that shape that the customer said, `said:A-9:0` the same whatever its prefix, `offered:…` that the agent said
/// last. Immutable.
final class Values {

    /// Codes, numbers, e-mail addresses: words with a digit or an `@`.
    private static final Pattern SAID = Pattern.compile("[#$€£]?[\\p{L}\\d_.+@/:-]*[\\d@][\\p{L}\\d_.+@/:-]*");

    private static final Pattern AMOUNT = Pattern.compile("[$€£]?(\\d{1,9}(?:\\.\\d{1,4})?)[$€£]?");

    private static final Pattern PHONE = Pattern.compile("\\+?\\d[\\d ()/-]{6,}\\d");

    /// A number and the name before or after it, as in an address: `69 Beacon Hill`, `Am Markt 7`.
    private static final Pattern NUMBERED =
            Pattern.compile("(?<![\\p{L}\\d-])\\d{1,5}\\p{L}?(?: \\p{Lu}[\\p{L}.'’-]+){1,4}"
                    + "|(?:\\p{Lu}[\\p{L}.'’-]+ ){1,4}\\d{1,5}\\p{L}?(?![\\p{L}\\d])");

    private static final Pattern PREFIXED = Pattern.compile("#?\\p{Lu}{1,5}[-_#]?\\d[\\d-]*");

    private static final Pattern NAMES = Pattern.compile("\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]+)+");

    private static final Pattern INDEX = Pattern.compile("\\.(\\d+)(?=[.#]|$)");

    private final Map<String, JsonNode> byPlace = new LinkedHashMap<>();
    private final Map<String, JsonNode> lists = new HashMap<>();
    private final Counterpart counterpart;

    private final Set<String> words = new HashSet<>();
    private final String told;

    Values(List<Message> messages) {
        Moment moment = Moment.of(messages);
        counterpart = new Counterpart(
                moment.said().toLowerCase(Locale.ROOT), moment.asked().toLowerCase(Locale.ROOT));
        told = Moment.of(messages).goal().replaceAll("\\s+", " ").strip();
        Map<String, Integer> seen = new HashMap<>();
        Map<String, ToolCall> calls = new HashMap<>();
        messages.forEach(message -> message.toolCalls().forEach(call -> calls.put(call.id(), call)));
        for (Message message : messages.reversed()) {
            switch (message) {
                case Message.Tool tool
                when !tool.isError() -> {
                    String name = tool.name() + ":" + (seen.merge(tool.name(), 1, Integer::sum) - 1);
                    collect("result:" + name, tool.result());
                    Optional.ofNullable(calls.get(tool.callId()))
                            .ifPresent(call -> collect("argument:" + name, call.arguments()));
                }
                case Message.User user -> {
                    mention(user.content());
                    collectSaid("said", user.content(), seen);
                }
                case Message.Tool refused -> {}
                case Message.SystemPrompt prompt -> {}
                case Message.Assistant assistant -> {}
            }
        }
        collectSaid("offered", moment.asked(), new HashMap<>());
    }

    private void collect(String place, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> collect(place + "." + field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            lists.putIfAbsent(place, value);
            for (int i = 0; i < value.size(); i++) {
                collect(place + "." + i, value.get(i));
            }
        } else if (!value.isNull()) {
            byPlace.putIfAbsent(place, value);
            mention(value.asText());
            collectNames(place, value.asText());
        }
    }

    /// The parts of a name, for people call each other by one of them.
    private void collectNames(String place, String text) {
        if (NAMES.matcher(text).matches()) {
            String[] parts = text.split(" ", -1);
            for (int i = 0; i < parts.length; i++) {
                byPlace.putIfAbsent(place + "#" + i, TextNode.valueOf(parts[i]));
            }
        }
    }

    private void collectSaid(String who, String text, Map<String, Integer> seen) {
        List<String> found = new ArrayList<>();
        Matcher phones = PHONE.matcher(text);
        while (phones.find()) {
            found.add(phones.group());
        }
        Matcher matcher = SAID.matcher(text);
        while (matcher.find()) {
            found.add(trimmed(matcher.group()));
        }
        Matcher numbered = NUMBERED.matcher(text);
        while (numbered.find()) {
            found.add(trimmed(numbered.group()));
        }
        for (String word : found) {
            put(who + ":" + shape(word), word, seen);
            if (PREFIXED.matcher(word).matches()) {
                put(who + ":" + runs(word), word, seen);
            }
        }
    }

    private void put(String kind, String word, Map<String, Integer> seen) {
        String place = kind + ":" + (seen.merge(kind, 1, Integer::sum) - 1);
        byPlace.putIfAbsent(place, TextNode.valueOf(word));
    }

    private static String trimmed(String word) {
        return word.replaceAll("[.:/-]+$", "");
    }

    /// A word without what is its own: `W-1234` and `W-9` have the same shape, `C-1234` has another, for a prefix
    /// says of what kind a code is; without one, letters and digits are runs: `EHGLP3`, `XY12`.
    static String shape(String word) {
        if (word.indexOf('@') > 0) {
            return "e-mail";
        }
        if (PHONE.matcher(word).matches()) {
            return "phone";
        }
        if (NUMBERED.matcher(word).matches()) {
            return "number and name";
        }
        if (PREFIXED.matcher(word).matches()) {
            return word.replaceAll("\\d+", "9");
        }
        return runs(word);
    }

    private static String runs(String word) {
        return word.replaceAll("\\p{Lu}+", "A").replaceAll("\\p{Ll}+", "a").replaceAll("\\d+", "9");
    }

    /// The value at a place, if this conversation has one there.
    Optional<JsonNode> at(String place) {
        return Optional.ofNullable(byPlace.get(place));
    }

    /// The value here at what a place of a log means: within lists, that of the items that are meant here.
    ///
    /// @param logged the values among which the place was found
    Optional<JsonNode> like(String place, Values logged) {
        String then = "";
        String now = "";
        int from = 0;
        Matcher step = INDEX.matcher(place);
        while (step.find()) {
            then += place.substring(from, step.start());
            now += place.substring(from, step.start());
            JsonNode loggedList = logged.lists.get(then);
            JsonNode list = lists.get(now);
            if (loggedList == null || list == null) {
                return at(place);
            }
            int index = counterpart.of(loggedList, Integer.parseInt(step.group(1)), list);
            then += "." + step.group(1);
            now += "." + index;
            from = step.end();
        }
        return at(now + place.substring(from));
    }

    /// Whether the customer or a tool wrote this word, punctuation aside.
    boolean mentions(String word) {
        return words.contains(bare(word));
    }

    private void mention(String text) {
        for (String word : text.split("\\s+", -1)) {
            words.add(bare(word));
        }
    }

    private static String bare(String word) {
        return word.replaceAll("^[^\\p{L}\\d]+|[^\\p{L}\\d]+$", "");
    }

    /// What the customer came for, in their own words.
    String told() {
        return told;
    }

    /// Whether a word is one of the values.
    boolean knows(String word) {
        return byPlace.values().stream().anyMatch(value -> value.asText().equalsIgnoreCase(word));
    }

    /// Every place with its value: answers and what was said latest come first.
    Map<String, JsonNode> all() {
        return byPlace;
    }

    /// Every place at which a value stands, the latest first.
    List<String> placesOf(String text) {
        List<String> places = new ArrayList<>();
        byPlace.forEach((place, value) -> {
            if (value.asText().equalsIgnoreCase(text)) {
                places.add(place);
            }
        });
        return places;
    }

    /// Every place at which a value stands, the latest first; for a number, however it is written there.
    List<String> placesOf(JsonNode value) {
        return value.isNumber() ? placesOfAmount(value.doubleValue()) : placesOf(value.asText());
    }

    /// Every place at which an amount stands, however it is written there.
    private List<String> placesOfAmount(double amount) {
        List<String> places = new ArrayList<>();
        byPlace.forEach((place, value) -> {
            if (amount(value).filter(number -> number == amount).isPresent()) {
                places.add(place);
            }
        });
        return places;
    }

    /// The number that a value is, or that stands in it behind the sign of a currency.
    static Optional<Double> amount(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.doubleValue());
        }
        Matcher amount = AMOUNT.matcher(value.asText());
        return amount.matches() ? Optional.of(Double.valueOf(amount.group(1))) : Optional.empty();
    }
}

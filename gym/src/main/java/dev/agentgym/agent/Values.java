package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a conversation and where each came from.
///
/// A place is an address that means the same in another conversation: `result:get_user:1:address.city` is the city
/// in the latest but one answer of that tool, `argument:…` an argument of a call, `said:a-9:0` the latest thing of
/// that shape that the customer said. Immutable.
final class Values {

    /// Codes, numbers, e-mail addresses: words with a digit or an `@`.
    private static final Pattern SAID = Pattern.compile("[#$€£]?[\\p{L}\\d_.+@/:-]*[\\d@][\\p{L}\\d_.+@/:-]*");

    private final Map<String, JsonNode> byPlace = new LinkedHashMap<>();

    Values(List<Message> messages) {
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
                case Message.User user -> collectSaid(user.content(), seen);
                case Message.Tool refused -> {}
                case Message.SystemPrompt prompt -> {}
                case Message.Assistant assistant -> {}
            }
        }
    }

    private void collect(String place, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> collect(place + "." + field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collect(place + "." + i, value.get(i));
            }
        } else if (!value.isNull()) {
            byPlace.putIfAbsent(place, value);
        }
    }

    private void collectSaid(String text, Map<String, Integer> seen) {
        List<String> found = new ArrayList<>();
        Matcher matcher = SAID.matcher(text);
        while (matcher.find()) {
            found.add(trimmed(matcher.group()));
        }
        for (String word : found) {
            String shape = shape(word);
            String place = "said:" + shape + ":" + (seen.merge("said:" + shape, 1, Integer::sum) - 1);
            byPlace.putIfAbsent(place, TextNode.valueOf(word));
        }
    }

    private static String trimmed(String word) {
        return word.replaceAll("[.:/-]+$", "");
    }

    /// Letters and digits without their number: `W-1234` and `AB-9` have the same shape.
    static String shape(String word) {
        return word.replaceAll("\\p{Lu}+", "A").replaceAll("\\p{Ll}+", "a").replaceAll("\\d+", "9");
    }

    /// The value at a place, if this conversation has one there.
    Optional<JsonNode> at(String place) {
        return Optional.ofNullable(byPlace.get(place));
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
}

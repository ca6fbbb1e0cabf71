package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Guard;
import dev.agentgym.trace.Json;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A way in which a tool refuses, as a text with slots.
///
/// @param template the answer's JSON text, in which `{argument}` stands for the value of that argument
/// @param count how often the logs show it
public record Refusal(String template, long count) {

    private static final Pattern NOT_FOUND = Pattern.compile(
            "not[ _-]?found|no such|unknown|does(n't| not) exist|not exist|non-?existent|no \\S+( \\S+)? (found|with|matches)|cannot find"
                    + "|there (is|are) no|no \\S+ (has|have)|nothing found|not known|could not find|couldn't find|unrecogni[sz]ed|invalid id",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SLOT = Pattern.compile("\\{\\w+}");

    /// Parts of an argument's name that say nothing of the thing.
    private static final Set<String> GENERIC = Set.of("id", "number", "no", "code", "key", "name");

    /// Shorter argument values are not taken for slots: a `1` occurs in too many texts by chance.
    private static final int SHORTEST_SLOT = 3;

    /// Turns an answer into a template by putting slots where argument values stand, the longest first.
    static String template(JsonNode answer, ObjectNode arguments) {
        Map<String, String> slots = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        arguments.properties().forEach(argument -> {
            if (argument.getValue().isValueNode()) {
                slots.putIfAbsent(argument.getValue().asText(), argument.getKey());
            }
        });
        String template = answer.toString();
        for (Map.Entry<String, String> slot : slots.entrySet()) {
            if (slot.getKey().length() >= SHORTEST_SLOT) {
                template = template.replace(escaped(slot.getKey()), "{" + slot.getValue() + "}");
            }
        }
        return template;
    }

    /// Whether the words say that something does not exist.
    public boolean saysNotFound() {
        return saysNotFound(template);
    }

    /// The same of the words of a guard.
    static boolean saysNotFound(Guard guard) {
        return saysNotFound(guard.says().text());
    }

    /// The same of any words.
    static boolean saysNotFound(String words) {
        return NOT_FOUND.matcher(words).find();
    }

    /// Whether the words are about this argument: its slot stands in them or, where they have no slot, its noun
    /// does (`reservation` for `reservation_id`).
    boolean concerns(String argument) {
        if (SLOT.matcher(template).find()) {
            return template.contains("{" + argument + "}");
        }
        String words = template.toLowerCase(Locale.ROOT);
        return Arrays.stream(argument.toLowerCase(Locale.ROOT).split("_", -1))
                .filter(word -> !GENERIC.contains(word))
                .allMatch(words::contains);
    }

    /// The answer with this call's values in the slots.
    public JsonNode fill(ObjectNode arguments) {
        String text = template;
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            text = text.replace(
                    "{" + argument.getKey() + "}", escaped(argument.getValue().asText()));
        }
        return Json.parse(text);
    }

    private static String escaped(String value) {
        String quoted = TextNode.valueOf(value).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}

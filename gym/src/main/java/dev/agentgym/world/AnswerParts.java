package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer taken apart: the fields of an object, the lines of a text, what follows a line's label, and the
/// segments between ` | `. Immutable.
///
/// Parts of the same name in answers of different tools are taken to show the same thing until a tree finds that
/// they do not.
///
/// @param shape which parts there are; answers of the same shape can be put together from each other's parts
/// @param values from the part's name to its value, in the order of the answer
record AnswerParts(String shape, SequencedMap<String, String> values) {

    private static final Pattern LABELLED = Pattern.compile("([^:|]{1,40}): (.+)");
    static final String SEPARATOR = " | ";

    private static final String LINE = "line ";

    static AnswerParts of(JsonNode answer) {
        return switch (answer.getNodeType()) {
            case OBJECT -> {
                SequencedMap<String, String> values = values(answer, _ -> true);
                yield new AnswerParts("object " + new TreeSet<>(values.keySet()), values);
            }
            case STRING -> ofText(answer.textValue());
            default -> new AnswerParts(answer.getNodeType().name(), values(answer, _ -> true));
        };
    }

    /// The values of some parts.
    ///
    /// @param wanted says which, by their names; others may be among them
    static SequencedMap<String, String> values(JsonNode answer, Predicate<String> wanted) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        switch (answer.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> field : answer.properties()) {
                    if (wanted.test(field.getKey())) {
                        values.put(field.getKey(), Json.canonical(field.getValue()));
                    }
                }
            }
            case STRING -> values.putAll(ofText(answer.textValue()).values());
            default -> values.put("", Json.canonical(answer));
        }
        return values;
    }

    private static AnswerParts ofText(String text) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            Matcher labelled = LABELLED.matcher(line);
            boolean known = labelled.matches() && !values.containsKey(labelled.group(1));
            String name = known ? labelled.group(1) : LINE + number;
            values.put(name, known ? labelled.group(2) : line);
            lines.add(known ? name + ": " : name);
            number++;
        }
        return new AnswerParts("text " + lines, values);
    }

    /// Whether a part of a text has a label of its own, not a number.
    static boolean isLabel(String part) {
        return !part.startsWith(LINE);
    }

    /// The segments of a part's value; the value itself where it lists none.
    static List<String> split(String value) {
        return List.of(value.split(Pattern.quote(SEPARATOR), -1));
    }

    /// An answer of the shape of this example with other values.
    static JsonNode assemble(JsonNode example, Map<String, String> values) {
        if (example instanceof ObjectNode object) {
            ObjectNode assembled = Json.object();
            object.properties()
                    .forEach(field ->
                            assembled.set(field.getKey(), Json.parse(values.getOrDefault(field.getKey(), "null"))));
            return assembled;
        }
        if (!example.isTextual()) {
            return Json.parse(values.getOrDefault("", "null"));
        }
        List<String> lines = new ArrayList<>();
        AnswerParts parts = of(example);
        parts.values().forEach((name, value) -> {
            boolean labelled = parts.shape().contains(name + ": ");
            lines.add((labelled ? name + ": " : "") + values.getOrDefault(name, value));
        });
        return TextNode.valueOf(String.join("\n", lines));
    }
}

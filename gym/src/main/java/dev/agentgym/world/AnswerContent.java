package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.JsonPaths;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What the values in an answer are, beside what the call itself said. Immutable.
///
/// @param numbers numbers and dates that the call did not give
/// @param others other values that the call did not give, ids left out: new ids are given out by those who make
/// things, and known ids are what lookups are asked for
/// @param echoes values that the call gave, and ids
record AnswerContent(int numbers, int others, int echoes) {

    private static final int FEWEST_NEWS = 2;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d+)?([eE][+-]?\\d+)?");

    static AnswerContent of(ObjectNode arguments, JsonNode answer) {
        Set<String> given = new HashSet<>();
        JsonPaths.leaves(arguments, (path, leaf) -> given.add(leaf.asText()));
        int[] counts = new int[3];
        JsonPaths.leaves(answer, (path, leaf) -> {
            if (!leaf.isContainerNode() && !leaf.isNull()) {
                boolean echo =
                        given.contains(leaf.asText()) || Identifiers.named(path.substring(path.lastIndexOf('.') + 1));
                counts[echo ? 2 : isNumber(leaf) ? 0 : 1]++;
            }
        });
        return new AnswerContent(counts[0], counts[1], counts[2]);
    }

    private static boolean isNumber(JsonNode leaf) {
        String text = leaf.asText();
        TextFormat format = leaf.isTextual() ? TextFormat.of(text) : TextFormat.PLAIN;
        return leaf.isNumber()
                || (leaf.isTextual() && NUMBER.matcher(text).matches())
                || format == TextFormat.DATE
                || format == TextFormat.DATE_TIME;
    }

    /// Nothing but numbers and dates that the call did not give.
    boolean isComputed() {
        return numbers > 0 && others == 0 && echoes == 0;
    }

    /// Several values, most of which the call did not give.
    boolean isNews() {
        return numbers + others >= FEWEST_NEWS && numbers + others > echoes;
    }

    /// Arguments that are sentences, and nothing else.
    static boolean isProse(ObjectNode arguments) {
        for (JsonNode value : arguments) {
            boolean sentence = value.isTextual() && value.textValue().strip().indexOf(' ') > 0;
            if (!sentence) {
                return false;
            }
        }
        return !arguments.isEmpty();
    }
}

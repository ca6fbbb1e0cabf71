package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts of refusals as tokens and as the words that tell one kind of refusal from another.
final class RefusalWords {

    /// Where a text is a dump of many words, its beginning says of what kind it is.
    private static final int LONGEST_PLAIN = 40;

    private static final int BEGINNING = 8;
    private static final int LONGEST = 20_000;
    private static final int MOST_TOKENS = 400;
    private static final int DEEPEST = 8;
    private static final int MOST_LEAVES = 40;

    private static final Pattern TOKEN =
            Pattern.compile("[-+]?[\\p{L}\\p{N}_#@]([\\p{L}\\p{N}_#@./:+-]*[\\p{L}\\p{N}_#@])?|\\s+|.", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern CODE_FIELD =
            Pattern.compile(".*(code|status|errno|kind|type)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ID = Pattern.compile("(?=.*[\\d_@#]).{3,}");

    private RefusalWords() {}

    /// Whether a token may be the id of something.
    static boolean isId(String token) {
        return ID.matcher(token).matches();
    }

    /// Words, numbers and ids, white space and single signs, in order; a text of too many tokens is one token.
    static List<String> tokens(String text) {
        if (text.length() > LONGEST) {
            return List.of(text);
        }
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (tokens.size() == MOST_TOKENS) {
                return List.of(text);
            }
            tokens.add(matcher.group());
        }
        return tokens;
    }

    /// The words in lower case, without numbers and ids; of a long text only the first ones of its first line.
    static List<String> words(String text) {
        String head = text.length() > 2_000 ? text.substring(0, 2_000) : text;
        List<String> words = plain(head);
        if (words.size() <= LONGEST_PLAIN && head.indexOf('\n') < 0) {
            return words;
        }
        List<String> line = plain(head.lines().findFirst().orElse(""));
        return line.subList(0, Math.min(line.size(), BEGINNING));
    }

    private static List<String> plain(String text) {
        return tokens(text).stream()
                .filter(token -> WORD.matcher(token).matches())
                .map(token -> token.toLowerCase(Locale.ROOT))
                .toList();
    }

    /// The parts of a JSON answer by their place, each as the words that identify it.
    static void collect(JsonNode answer, String place, int depth, Map<String, List<String>> parts) {
        if (parts.size() >= MOST_LEAVES || depth > DEEPEST) {
            return;
        }
        if (answer.isObject()) {
            answer.properties()
                    .forEach(field -> collect(field.getValue(), place + "." + field.getKey(), depth + 1, parts));
        } else if (answer.isArray()) {
            answer.forEach(element -> collect(element, place + "[]", depth + 1, parts));
        } else {
            parts.put(place, identity(answer, place));
        }
    }

    private static List<String> identity(JsonNode value, String place) {
        boolean coded = CODE_FIELD.matcher(place).matches();
        if (value.isTextual()) {
            boolean oneWord =
                    value.textValue().length() < 40 && value.textValue().indexOf(' ') < 0;
            return coded && oneWord ? List.of("=" + value.textValue()) : words(value.textValue());
        }
        return coded || value.isBoolean() ? List.of("=" + value.asText()) : List.of();
    }
}

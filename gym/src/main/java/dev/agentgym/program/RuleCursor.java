package dev.agentgym.program;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a reader of rules stands: takes symbols, words, names and JSON, and says what it expected elsewhere.
/// Mutable, for one thread.
final class RuleCursor {

    /// No rule that a person can read is longer or deeper; what is would only wear out the reader.
    private static final int LONGEST = 20_000;

    private static final int MOST_WORK = 100_000;
    private static final int DEEPEST = 60;
    private static final int FOUND = 30;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?(?![\\p{L}\\p{N}_])");

    private final String text;
    private int at;
    private int depth;
    private int work;

    RuleCursor(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw failure("a rule of at most " + LONGEST + " characters");
        }
    }

    /// Where to come back to when what was tried is not what is written.
    Place place() {
        return new Place(at, depth);
    }

    void backTo(Place place) {
        at = place.at;
        depth = place.depth;
    }

    record Place(int at, int depth) {}

    /// One level deeper into the rule; [#leave] comes back.
    void enter() {
        if (++depth > DEEPEST || ++work > MOST_WORK) {
            throw failure("a simpler rule");
        }
    }

    void leave() {
        depth--;
    }

    void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    boolean isAtEnd() {
        space();
        return at == text.length();
    }

    boolean isPast() {
        return at >= text.length();
    }

    /// The character here, or a blank at the end.
    char here() {
        return at < text.length() ? text.charAt(at) : ' ';
    }

    char take() {
        return at < text.length() ? text.charAt(at++) : ' ';
    }

    /// Whether a symbol comes next, after white space.
    boolean sees(String symbol) {
        space();
        return text.startsWith(symbol, at);
    }

    /// Takes a symbol if it comes next, after white space.
    boolean takes(String symbol) {
        boolean seen = sees(symbol);
        at += seen ? symbol.length() : 0;
        return seen;
    }

    void expect(String symbol) {
        if (!takes(symbol)) {
            throw failure("'" + symbol + "'");
        }
    }

    /// Takes whole words if they come next, with any white space between them.
    boolean takesWords(String words) {
        int start = at;
        for (String word : words.split(" ", -1)) {
            space();
            int end = at + word.length();
            if (!text.startsWith(word, at) || (end < text.length() && isOfName(text.charAt(end)))) {
                at = start;
                return false;
            }
            at = end;
        }
        return true;
    }

    void expectWords(String words) {
        if (!takesWords(words)) {
            throw failure("'" + words + "'");
        }
    }

    /// A name of the scope or of a field: as it is, or within backticks where it is none of the usual letters.
    String name() {
        int start = at;
        if (takesTick()) {
            return quoted();
        }
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw failure("a name");
        }
        return text.substring(start, at);
    }

    private boolean takesTick() {
        boolean tick = here() == '`';
        at += tick ? 1 : 0;
        return tick;
    }

    private String quoted() {
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            char next = take();
            if (next != '`') {
                name.append(next);
            } else if (here() == '`') {
                name.append(take());
            } else {
                return name.toString();
            }
        }
        throw failure("'`' at the end of a name");
    }

    /// A pattern without quotes: up to white space, or to a comma or closing bracket that is not its own.
    String pattern() {
        int start = at;
        at = endOfPattern(text, at);
        return text.substring(start, at);
    }

    static int endOfPattern(String text, int from) {
        int open = 0;
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            char letter = text.charAt(end);
            open += "([{".indexOf(letter) >= 0 ? 1 : 0;
            open -= ")]}".indexOf(letter) >= 0 ? 1 : 0;
            if (open < 0 || (open == 0 && letter == ',')) {
                return end;
            }
            end += letter == '\\' ? 2 : 1;
        }
        return Math.min(end, text.length());
    }

    static boolean isOfName(char letter) {
        return Character.isLetterOrDigit(letter) || Character.isSurrogate(letter) || "_@$#-".indexOf(letter) >= 0;
    }

    /// A number as JSON writes it, if one comes next.
    Optional<JsonNode> number() {
        space();
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            return Optional.empty();
        }
        at = number.end();
        return Optional.of(Json.parse(number.group().replaceFirst("^(-?)0+(?=\\d)", "$1")));
    }

    /// A JSON list or object, if one comes next.
    Optional<JsonNode> json() {
        space();
        try (JsonParser parser = Json.MAPPER.createParser(text.substring(at))) {
            JsonNode value = Json.MAPPER
                    .readerFor(JsonNode.class)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(parser);
            at += (int) parser.currentLocation().getCharOffset();
            return Optional.of(value);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    RuleSyntaxException failure(String expected) {
        String before = text.substring(0, Math.min(at, text.length()));
        int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        String rest = text.substring(before.length());
        String found = rest.isBlank()
                ? "the end"
                : "'" + rest.substring(0, Math.min(FOUND, rest.length())).replace('\n', ' ') + "'";
        return new RuleSyntaxException(
                "line " + line + ", column " + column + " of the rule: expected " + expected + ", found " + found,
                before.length());
    }
}

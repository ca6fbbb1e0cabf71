package dev.agentgym.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits text into sentences: at line ends, and behind `.`, `!` and `?` unless an abbreviation or a number goes
/// on. Stateless and thread-safe.
public final class Sentences {

    private static final Pattern END = Pattern.compile("[.!?…]+[\"'”’)\\]]*\\s+|\\s*\\R\\s*|[。！？]");
    private static final Set<String> ABBREVIATIONS = Set.of(
            "dr", "mr", "mrs", "ms", "prof", "st", "no", "nr", "vs", "etc", "e.g", "i.e", "a.m", "p.m", "approx", "inc",
            "ltd", "dept", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s",
            "u.k", "ext", "tel");

    private Sentences() {}

    /// The sentences in their order, without surrounding space; none is blank.
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        Matcher matcher = END.matcher(text);
        int start = 0;
        while (matcher.find()) {
            if (ends(text, start, matcher)) {
                add(text.substring(start, matcher.end()), sentences);
                start = matcher.end();
            }
        }
        add(text.substring(start), sentences);
        return List.copyOf(sentences);
    }

    private static void add(String piece, List<String> sentences) {
        String stripped = piece.strip();
        if (stripped.codePoints().anyMatch(Character::isLetterOrDigit)) {
            sentences.add(stripped);
        }
    }

    private static boolean ends(String text, int start, Matcher mark) {
        String matched = mark.group();
        if (!matched.startsWith(".") || matched.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            return true;
        }
        String before = text.substring(start, mark.start());
        String word = before.substring(before.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        boolean goesOn = mark.end() < text.length() && Character.isLowerCase(text.codePointAt(mark.end()));
        if (word.equals("a.m") || word.equals("p.m") || word.equals("etc")) {
            return !goesOn;
        }
        boolean item = word.length() <= 2
                && !word.isEmpty()
                && word.chars().allMatch(Character::isDigit)
                && before.length() <= 3;
        return !ABBREVIATIONS.contains(word) && !goesOn && !item;
    }
}

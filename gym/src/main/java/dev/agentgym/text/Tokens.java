package dev.agentgym.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits English text into words and numbers. Stateless and thread-safe.
public final class Tokens {

    private static final Pattern WORD =
            Pattern.compile("\\p{N}+(?:[.,:]\\p{N}+){0,16}|\\p{L}[\\p{L}\\p{M}\\p{N}_]*(?:['’]\\p{L}+)?");
    private static final Set<String> STOP = Lexicon.words("stopwords.txt");

    private Tokens() {}

    /// The words and numbers of a text in their order.
    public static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String lower = plain(matcher.group());
            tokens.add(
                    new Token(matcher.group(), Stems.of(lower), matcher.start(), matcher.end(), STOP.contains(lower)));
        }
        return List.copyOf(tokens);
    }

    /// The distinct stems of the words that carry content, in their order.
    public static Set<String> contentStems(String text) {
        Set<String> stems = new LinkedHashSet<>();
        for (Token token : of(text)) {
            if (!token.stop()) {
                stems.add(token.stem());
            }
        }
        return stems;
    }

    /// The share of the smaller set that the other one holds too, in [0, 1]; 0 when one is empty.
    public static double overlap(Set<String> one, Set<String> other) {
        int smaller = Math.min(one.size(), other.size());
        return smaller == 0 ? 0 : (double) shared(one, other) / smaller;
    }

    /// Size of the common part over the size of the union, in [0, 1]; 0 when both are empty.
    public static double jaccard(Set<String> one, Set<String> other) {
        int shared = shared(one, other);
        int union = one.size() + other.size() - shared;
        return union == 0 ? 0 : (double) shared / union;
    }

    private static int shared(Set<String> one, Set<String> other) {
        return (int) one.stream().filter(other::contains).count();
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}

package dev.agentgym.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells the language of a reply from its script and its commonest words. Stateless and thread-safe.
public final class Language {

    private static final int FEWEST_WORDS = 4;
    private static final double CLEAR_SHARE = 0.15;
    private static final Map<String, Set<String>> COMMON = common();

    private Language() {}

    /// The language's two-letter code, or the name of the script in lower case when it is not Latin; empty when the
    /// text is too short or too mixed to tell.
    public static Optional<String> of(String text) {
        Optional<String> script = foreignScript(text);
        return script.isPresent() ? script : latin(text);
    }

    private static Optional<String> foreignScript(String text) {
        Map<Character.UnicodeScript, Integer> counts = new LinkedHashMap<>();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> counts.merge(Character.UnicodeScript.of(letter), 1, Integer::sum));
        int letters = counts.values().stream().mapToInt(Integer::intValue).sum();
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey() != Character.UnicodeScript.LATIN && entry.getValue() * 2 > letters)
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static Optional<String> latin(String text) {
        List<Token> tokens = Tokens.of(text);
        String best = "";
        long most = 0;
        for (Map.Entry<String, Set<String>> language : COMMON.entrySet()) {
            long hits = tokens.stream()
                    .filter(token -> language.getValue().contains(token.text().toLowerCase(Locale.ROOT)))
                    .count();
            best = hits > most ? language.getKey() : best;
            most = Math.max(hits, most);
        }
        return tokens.size() < FEWEST_WORDS || most < CLEAR_SHARE * tokens.size()
                ? Optional.empty()
                : Optional.of(best);
    }

    private static Map<String, Set<String>> common() {
        Map<String, Set<String>> languages = new LinkedHashMap<>();
        for (String line : Lexicon.lines("languages.txt")) {
            String[] words = line.split("\\s+", -1);
            languages.put(words[0], Set.copyOf(List.of(words).subList(1, words.length)));
        }
        return languages;
    }
}

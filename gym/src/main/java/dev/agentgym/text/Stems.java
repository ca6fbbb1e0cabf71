package dev.agentgym.text;

import java.util.List;

/// Takes English inflections off a word. Deliberately light: it must join `cancelled`, `canceled` and
/// `cancellation` but never two words that a customer tells apart.
final class Stems {

    private static final List<String> ENDINGS =
            List.of("ations", "ation", "ements", "ement", "ments", "ment", "ings", "ing", "ied", "ed", "als", "al");
    private static final int SHORTEST_STEM = 4;

    private Stems() {}

    /// The stem of a word in lower case.
    static String of(String word) {
        String stem = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        if (stem.length() <= 3 || !Character.isLetter(stem.charAt(0))) {
            return stem;
        }
        return polish(ending(singular(stem)));
    }

    private static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean plural = word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    private static String ending(String word) {
        for (String ending : ENDINGS) {
            int length = word.length() - ending.length();
            int needed = ending.equals("ed") || ending.equals("ing") || ending.startsWith("ment") ? 3 : SHORTEST_STEM;
            if (!word.endsWith("eed") && length >= needed && word.endsWith(ending) && hasVowel(word, length)) {
                return word.substring(0, length) + (ending.equals("ied") ? "y" : "");
            }
        }
        return word;
    }

    private static boolean hasVowel(String word, int length) {
        return word.substring(0, length).chars().anyMatch(letter -> "aeiouy".indexOf(letter) >= 0);
    }

    private static String polish(String stem) {
        int last = stem.length() - 1;
        if (last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "aeiousz".indexOf(stem.charAt(last)) < 0) {
            return stem.substring(0, last);
        }
        boolean weak = last >= 3 && (stem.charAt(last) == 'e' || (stem.charAt(last) == 'y' && last >= 6));
        return weak ? stem.substring(0, last) : stem;
    }
}

package dev.agentgym.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Proper names, told by their capital letters: anywhere but at the beginning of a sentence, and there when the
/// word is a common given name or a second capitalised word follows. Each word of a name is a fact of its own, so
/// that `Ms Lopez` agrees with `Maria Lopez`.
final class NameRules {

    private static final Set<String> COMMON = Lexicon.words("capitalised.txt");
    private static final Set<String> GIVEN = Lexicon.words("given-names.txt");
    private static final double SHOUTING = 0.6;

    private NameRules() {}

    static List<Fact> names(String text, BitSet taken) {
        List<Fact> names = new ArrayList<>();
        List<Token> tokens = shouts(text) ? List.of() : Tokens.of(text);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (capitalised(token) && !taken.get(token.start()) && isName(text, tokens, i)) {
                names.add(fact(token));
            }
        }
        return names;
    }

    private static boolean isName(String text, List<Token> tokens, int index) {
        Token token = tokens.get(index);
        if (token.stop() || COMMON.contains(lower(token))) {
            return false;
        }
        return !opensSentence(text, token.start())
                || GIVEN.contains(lower(token))
                || (index + 1 < tokens.size() && continues(token, tokens.get(index + 1)));
    }

    private static boolean continues(Token first, Token second) {
        return second.start() == first.end() + 1
                && capitalised(second)
                && !second.stop()
                && !COMMON.contains(lower(second));
    }

    private static Fact fact(Token token) {
        return new Fact(FactKind.NAME, List.of(lower(token)), "", token.text(), token.start());
    }

    private static String lower(Token token) {
        return token.text().toLowerCase(Locale.ROOT).replace('’', '\'').replaceFirst("'s$", "");
    }

    private static boolean capitalised(Token token) {
        return token.text().length() > 1 && Character.isUpperCase(token.text().codePointAt(0));
    }

    private static boolean opensSentence(String text, int start) {
        int before = start - 1;
        while (before >= 0 && " \t\"'“‘(*_>-".indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        return before < 0 || (".!?\n\r:•…–—".indexOf(text.charAt(before)) >= 0 && !title(text, before));
    }

    private static boolean title(String text, int dot) {
        String before = text.substring(Math.max(0, dot - 4), dot).toLowerCase(Locale.ROOT);
        return text.charAt(dot) == '.' && before.matches("(?s).*\\b(?:dr|mr|mrs|ms|st|prof)");
    }

    private static boolean shouts(String text) {
        long letters = text.chars().filter(Character::isLetter).count();
        return letters > 20 && text.chars().filter(Character::isUpperCase).count() > SHOUTING * letters;
    }
}

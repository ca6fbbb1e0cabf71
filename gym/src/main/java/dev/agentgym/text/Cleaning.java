package dev.agentgym.text;

/// Makes hostile text harmless: native code must never see half a surrogate pair or a NUL.
final class Cleaning {

    private Cleaning() {}

    /// The first characters of a text, with NULs as spaces and unpaired surrogates replaced.
    static String forTokenizer(String text, int limit) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), limit));
        int index = 0;
        while (index < text.length() && clean.length() < limit) {
            int codePoint = text.codePointAt(index);
            clean.appendCodePoint(harmless(codePoint));
            index += Character.charCount(codePoint);
        }
        return clean.toString();
    }

    private static int harmless(int codePoint) {
        if (codePoint == 0) {
            return ' ';
        }
        boolean unpaired = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return unpaired ? 0xFFFD : codePoint;
    }
}

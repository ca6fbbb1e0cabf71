package dev.agentgym.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads numbers in digits (`1,299.50`, `32,5`) and in English words (`twenty-one`, `a hundred and five`).
final class Numerals {

    private static final List<String> SMALL = Arrays.asList(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
                    .split(" ", -1));
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final String WORD =
            "(?:" + String.join("|", SMALL) + "|" + String.join("|", TENS) + "|hundred|thousand|million)";

    /// A number in words.
    static final String WORDS = "(?<![\\w-])(?:a )?" + WORD + "(?:[- ](?:and )?" + WORD + "){0,12}\\b";
    /// Of which each number in words has at least one in it.
    static final List<String> WORD_CLUES = Clues.either(
            SMALL.subList(0, 13),
            List.of("teen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million"));
    /// A number in digits that nothing alphanumeric touches on its left.
    static final String DIGITS = "(?<![\\w.,])(?:\\d{1,3}(?:,\\d{3}){1,6}(?:\\.\\d+)?|\\d+(?:[.,]\\d+)?)";
    /// Either.
    static final String ANY = "(?:" + DIGITS + "|" + WORDS + ")";

    private Numerals() {}

    /// The canonical decimal spelling of a numeral that one of the patterns matched: no grouping, no needless
    /// zeros.
    static String canonical(String numeral) {
        return canonical(value(numeral));
    }

    static String canonical(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }

    static BigDecimal value(String numeral) {
        String text = numeral.strip().toLowerCase(Locale.ROOT);
        return Character.isDigit(text.charAt(0)) ? digits(text) : BigDecimal.valueOf(words(text));
    }

    private static BigDecimal digits(String text) {
        boolean decimalComma = text.indexOf('.') < 0 && text.matches("\\d+,\\d{1,2}");
        return new BigDecimal(decimalComma ? text.replace(',', '.') : text.replace(",", ""));
    }

    private static long words(String text) {
        long total = 0;
        long group = 0;
        for (String word : text.split("[- ]+", -1)) {
            if (word.equals("hundred")) {
                group = Math.max(1, group) * 100;
            } else if (word.equals("thousand") || word.equals("million")) {
                total += Math.max(1, group) * (word.equals("million") ? 1_000_000 : 1_000);
                group = 0;
            } else if (SMALL.contains(word)) {
                group += SMALL.indexOf(word);
            } else if (TENS.contains(word)) {
                group += 20 + 10L * TENS.indexOf(word);
            }
        }
        return total + group;
    }
}

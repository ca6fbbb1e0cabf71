package dev.agentgym.privacy;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Invents a value of the same kind and form as a given one: as many digits, the same separators, the same case.
///
/// Names are put together from syllables, so that they read as names and are hardly ever anybody's. For one value.
final class Invention {

    private static final List<String> ONSETS = List.of(
            "Ba", "Be", "Bri", "Ca", "Co", "Da", "De", "Do", "Fa", "Fe", "Ga", "Gi", "Ha", "Hi", "Jo", "Ka", "Ki", "La",
            "Le", "Li", "Ma", "Me", "Mi", "Na", "Ne", "No", "Pa", "Pe", "Ra", "Re", "Ri", "Sa", "Se", "Si", "Ta", "Te",
            "To", "Va", "Ve", "Vi", "Wa", "Ze");
    private static final List<String> MIDDLES = List.of(
            "bri", "dro", "fel", "gan", "lin", "lor", "mar", "mon", "nel", "quo", "rav", "ren", "sol", "tir", "ven",
            "vok", "zan", "zer");
    private static final List<String> FIRST_ENDS = List.of("a", "an", "el", "en", "ia", "io", "is", "o", "os", "ya");
    private static final List<String> LAST_ENDS = List.of(
            "dale", "der", "feld", "ford", "gard", "ham", "kov", "ley", "man", "mere", "mont", "ric", "son", "ton",
            "wick");

    private final SplittableRandom random;

    Invention(long seed) {
        this.random = new SplittableRandom(seed);
    }

    String of(Kind kind, String original) {
        return switch (kind) {
            case FIRST_NAME -> cased(name(FIRST_ENDS), original);
            case LAST_NAME -> cased(name(LAST_ENDS), original);
            case CITY -> cased(name(LAST_ENDS), original);
            case EMAIL ->
                (name(FIRST_ENDS) + "." + name(LAST_ENDS)).toLowerCase(Locale.ROOT) + random.nextInt(10, 100)
                        + "@example.com";
            case STREET ->
                random.nextInt(100, 1000) + " " + name(LAST_ENDS) + " "
                        + pick(List.of("Street", "Lane", "Road", "Avenue"));
            case BIRTH_DATE -> birthDate(original);
            case CARD -> card(digits(original));
            case PHONE, POSTAL_CODE -> digits(original);
            case BANK_ACCOUNT ->
                original.substring(0, Math.min(2, original.length()))
                        + digits(original.substring(Math.min(2, original.length())));
            case PERSON_ID -> id(original);
        };
    }

    private String name(List<String> ends) {
        return pick(ONSETS) + pick(MIDDLES) + pick(ends);
    }

    private String pick(List<String> parts) {
        return parts.get(random.nextInt(parts.size()));
    }

    private static String cased(String name, String original) {
        if (original.length() > 1 && original.equals(original.toUpperCase(Locale.ROOT))) {
            return name.toUpperCase(Locale.ROOT);
        }
        return original.equals(original.toLowerCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    /// Other digits and letters in the same places.
    private String digits(String original) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < original.length(); i++) {
            char c = original.charAt(i);
            value.append(
                    Character.isDigit(c) ? (char) ('0' + random.nextInt(value.isEmpty() && c != '0' ? 1 : 0, 10)) : c);
        }
        boolean same = value.toString().equals(original);
        return same && original.chars().noneMatch(Character::isDigit) ? letters(original) : value.toString();
    }

    /// Sets the last digit so that the number passes the check of card numbers.
    private String card(String number) {
        for (char last = '0'; last <= '9'; last++) {
            int end = number.length();
            while (end > 0 && !Character.isDigit(number.charAt(end - 1))) {
                end--;
            }
            String candidate = end == 0 ? number : number.substring(0, end - 1) + last + number.substring(end);
            if (TextPatterns.isCard(candidate)) {
                return candidate;
            }
        }
        return number;
    }

    /// Keeps a leading word that all ids of the kind share (`cust_`, `C`), and changes every other letter and
    /// digit.
    private String id(String original) {
        int digit = 0;
        while (digit < original.length() && !Character.isDigit(original.charAt(digit))) {
            digit++;
        }
        String head = original.substring(0, digit);
        boolean shared = head.matches(
                "[A-Z]{1,5}[-_#]?|(?i:cust|customer|user|usr|acc|acct|account|member|mem|client|contact|patient|id|u|c)[-_#]?");
        String kept = shared && digit < original.length() ? head : "";
        return kept + letters(digits(original.substring(kept.length())));
    }

    private String letters(String original) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < original.length(); i++) {
            char c = original.charAt(i);
            boolean letter = c < 128 ? Character.isLetter(c) : Character.isLetterOrDigit(c);
            char drawn = (char) ('a' + random.nextInt(26));
            value.append(!letter ? c : Character.isUpperCase(c) ? Character.toUpperCase(drawn) : drawn);
        }
        return value.toString();
    }

    private String birthDate(String original) {
        String day = "%02d".formatted(random.nextInt(1, 29));
        String month = "%02d".formatted(random.nextInt(1, 13));
        String year = String.valueOf(random.nextInt(1950, 2003));
        if (original.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
            return year + "-" + month + "-" + day + original.substring(10);
        }
        if (original.matches("\\d\\d([/.-])\\d\\d\\1\\d{4}")) {
            char mark = original.charAt(2);
            return (mark == '/' ? month + mark + day : day + mark + month) + mark + year;
        }
        return digits(original);
    }
}

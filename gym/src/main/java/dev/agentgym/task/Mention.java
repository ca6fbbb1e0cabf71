package dev.agentgym.task;

import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import java.util.Locale;
import java.util.Optional;

/// Where a text says a value: letter by letter, but for case and for the spaces, hyphens and dots between the
/// characters; [Readings] also finds dates, times and amounts in another spelling.
///
/// @param surface as it stands in the text
/// @param start index of its first character
public record Mention(String surface, int start) {

    private static final int SHORTEST_LOOSE = 5;

    /// Index behind the last character.
    public int end() {
        return start + surface.length();
    }

    /// Whether both cover a common character.
    public boolean overlaps(Mention other) {
        return start < other.end() && other.start < end();
    }

    /// Where the text says the value letter by letter; the first place.
    public static Optional<Mention> of(String text, String value) {
        String wanted = value.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || !Character.isLetterOrDigit(wanted.codePointBefore(wanted.length()))) {
            return Optional.empty();
        }
        boolean loose = wanted.length() >= SHORTEST_LOOSE && wanted.chars().anyMatch(Character::isDigit);
        for (int start = 0; start < text.length(); start++) {
            int end = isInside(text, start) ? -1 : matched(text, start, wanted, loose);
            if (end > 0 && !isInside(text, end)) {
                return Optional.of(new Mention(text.substring(start, end), start));
            }
        }
        return Optional.empty();
    }

    /// Where a text with these facts says a value with those, as a date, time or amount in another spelling.
    static Optional<Mention> alike(Facts facts, String value, Facts known) {
        if (known.all().size() != 1 || !isWhole(known.all().getFirst(), value)) {
            return Optional.empty();
        }
        return facts.all().stream()
                .filter(fact -> isSpelledFreely(fact.kind()))
                .filter(fact -> fact.agreesWith(known.all().getFirst()))
                .map(fact -> new Mention(fact.surface(), fact.start()))
                .findFirst();
    }

    private static boolean isWhole(dev.agentgym.text.Fact fact, String value) {
        return fact.surface().length() == value.strip().length();
    }

    private static boolean isSpelledFreely(FactKind kind) {
        return switch (kind) {
            case MONEY, DATE, TIME, DURATION, PERCENTAGE, QUANTITY -> true;
            case CODE, ADDRESS, NUMBER, NAME -> false;
        };
    }

    /// Whether an index stands between two characters of one word.
    private static boolean isInside(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isLetterOrDigit(text.charAt(index - 1))
                && Character.isLetterOrDigit(text.charAt(index));
    }

    /// The end of the value where it begins at an index, or -1.
    private static int matched(String text, int start, String wanted, boolean loose) {
        int at = start;
        int next = 0;
        while (next < wanted.length()) {
            while (loose && next < wanted.length() && isSeparator(wanted.charAt(next))) {
                next++;
            }
            while (loose && at > start && at < text.length() && isSeparator(text.charAt(at))) {
                at++;
            }
            if (next == wanted.length()) {
                return at;
            }
            if (at >= text.length() || Character.toLowerCase(text.charAt(at)) != wanted.charAt(next)) {
                return -1;
            }
            at++;
            next++;
        }
        return at;
    }

    private static boolean isSeparator(char character) {
        return character == ' ' || character == '-' || character == '.' || character == '\n';
    }
}

package dev.agentgym.task;

import dev.agentgym.text.Fact;
import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/// Reads what texts say that can be checked, and remembers it, because tools and agents say the same again and
/// again. Safe to share.
public final class Readings {

    private static final int MOST = 100_000;
    private static final Pattern PLAIN_NUMBER = Pattern.compile("\\d{1,4}(?:\\.\\d{1,4})?");
    private static final Facts NONE = new Facts(List.of());

    private final ConcurrentMap<String, Facts> known = new ConcurrentHashMap<>();

    /// What remains of a text without case, spaces and marks: a quick way to see that it cannot hold a value.
    static String compact(String text) {
        StringBuilder compact = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                compact.append(Character.toLowerCase(text.charAt(i)));
            }
        }
        return compact.toString();
    }

    /// What a text says that can be checked; names are only looked for where there is a digit or an address.
    public Facts of(String text) {
        if (text.chars().noneMatch(each -> each == '@' || Character.isDigit(each))) {
            return NONE;
        }
        Facts read = known.get(text);
        if (read != null) {
            return read;
        }
        Facts facts = PLAIN_NUMBER.matcher(text).matches() ? number(text) : Facts.of(text);
        if (known.size() < MOST) {
            known.put(text, facts);
        }
        return facts;
    }

    /// Most of what tools say are plain numbers, which need no scanning.
    private static Facts number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return new Facts(List.of(new Fact(FactKind.NUMBER, List.of(number.toPlainString()), "", text, 0)));
    }

    /// Where a text says a value, in whatever spelling.
    public Optional<Mention> mention(String text, String value) {
        return Mention.of(text, value).or(() -> {
            Facts facts = of(text);
            return facts.all().isEmpty() ? Optional.empty() : Mention.alike(facts, value, of(value));
        });
    }
}

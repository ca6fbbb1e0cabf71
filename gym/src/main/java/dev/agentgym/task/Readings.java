package dev.agentgym.task;

import dev.agentgym.text.Facts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Reads what texts say that can be checked, and remembers it, because tools and agents say the same again and
/// again. Safe to share.
public final class Readings {

    private static final int MOST = 100_000;
    private static final Facts NONE = new Facts(List.of());

    private final ConcurrentMap<String, Facts> known = new ConcurrentHashMap<>();

    /// What a text says that can be checked; names are only looked for where there is a digit or an address.
    public Facts of(String text) {
        if (text.chars().noneMatch(each -> each == '@' || Character.isDigit(each))) {
            return NONE;
        }
        Facts read = known.get(text);
        if (read != null) {
            return read;
        }
        Facts facts = Facts.of(text);
        if (known.size() < MOST) {
            known.put(text, facts);
        }
        return facts;
    }

    /// Where a text says a value, in whatever spelling.
    public Optional<Mention> mention(String text, String value) {
        return Mention.of(text, value).or(() -> Mention.alike(of(text), value, of(value)));
    }
}

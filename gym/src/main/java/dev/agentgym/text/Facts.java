package dev.agentgym.text;

import java.util.List;
import java.util.stream.Stream;

/// What a text asserts checkably: money, percentages, durations, quantities, dates, times, codes, addresses,
/// numbers and proper names, in the order in which they stand. Immutable.
///
/// Spellings of one value are one value: `€32.50`, `32.5 EUR` and `32,50 €` agree, and so do `March 5th, 2026` and
/// `2026-03-05`. What may be read in two ways, such as `05/03/2026`, keeps both readings. The patterns are for
/// English text.
///
/// @param all every fact; no two cover the same characters
public record Facts(List<Fact> all) {

    /// Copies the list.
    public Facts {
        all = List.copyOf(all);
    }

    /// The facts of a text.
    public static Facts of(String text) {
        return new Facts(new FactScanner(text).scan());
    }

    /// Whether some fact here agrees with the given one.
    public boolean confirm(Fact fact) {
        return all.stream().anyMatch(fact::agreesWith);
    }

    /// The facts that nothing in the other text agrees with.
    public List<Fact> missingFrom(Facts other) {
        return all.stream().filter(fact -> !other.confirm(fact)).toList();
    }

    /// Those of one kind.
    public Stream<Fact> of(FactKind kind) {
        return all.stream().filter(fact -> fact.kind() == kind);
    }
}

package dev.agentgym.program;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A rule by which a tool refuses: where `when` holds, it answers `says`. Immutable and safe to share.
///
/// @param when the condition
/// @param says the refusal; it evaluates to missing where its words are not understood
/// @param support logged refusals of this kind for which the condition holds
/// @param against logged calls for which it holds although the tool accepted them or went on to a later guard
/// @param unknown logged calls that came to this guard and for which the condition cannot be decided
/// @param margin where the condition compares with a chosen number: the logged values on both sides of it
/// @param as other tools that it was learned from, by name; empty where the tool's own refusals tell
public record Guard(
        Predicate when, Program says, int support, int against, int unknown, Optional<Margin> margin, List<String> as) {

    /// Keeps the list from being changed.
    public Guard {
        as = List.copyOf(as);
    }

    /// A guard that the tool's own refusals tell.
    public Guard(Predicate when, Program says, int support, int against, int unknown, Optional<Margin> margin) {
        this(when, says, support, against, unknown, margin, List.of());
    }

    /// The same rule under another condition.
    public Guard where(Predicate condition) {
        return new Guard(condition, says, support, against, unknown, margin, as);
    }

    /// The same rule in other words.
    public Guard saying(Program words) {
        return new Guard(when, words, support, against, unknown, margin, as);
    }

    /// The same rule, learned from other tools and held against other calls.
    public Guard counted(int support, int against, int unknown, List<String> as) {
        return new Guard(when, says, support, against, unknown, margin, as);
    }

    /// The rule in a line for people.
    public String text() {
        return "refuses where " + when.text() + like() + " (" + support + " for, " + against + " against, " + unknown
                + " unknown)";
    }

    private String like() {
        return as.isEmpty() ? "" : ", as " + String.join(" and ", as) + (as.size() == 1 ? " does" : " do");
    }

    /// Whether it explains the words too, and no log contradicts it.
    public boolean isUnderstood() {
        return !says.equals(Saying.UNKNOWN) && against == 0;
    }

    /// The chance that it refuses rightly where its condition holds, in (0, 1]; a person's guard needs no logs.
    public double claim() {
        return Laplace.claim(support, against);
    }

    /// Whether it refuses values because these were refused before, and knows nothing of others.
    public boolean looksUp() {
        return ValueTables.isTable(when);
    }

    /// How many different values the words name.
    public int slots() {
        return (int) Parts.allPaths(says).distinct().count();
    }

    /// All that the condition and the words read, with what they read of the elements of lists.
    public Stream<Program.Path> paths() {
        return Stream.concat(Parts.allPaths(when), Parts.allPaths(says));
    }
}

package dev.agentgym.program;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A condition on a [Scope]. Immutable and safe to share.
///
/// Evaluation never throws and knows three answers: what depends on something unknown is [Verdict#UNKNOWN].
public sealed interface Predicate {

    /// Whether it holds in this scope.
    default Verdict test(Scope scope) {
        return Evaluation.of(this, scope);
    }

    /// Description length, in the same unit as [Program#size].
    default int size() {
        return Description.size(this);
    }

    /// The condition as a person would write it.
    default String text() {
        return Description.text(this);
    }

    /// The paths that it reads in its own scope, which elements of lists do not see.
    default Stream<Program.Path> paths() {
        return Parts.paths(this);
    }

    /// What a test says.
    enum Verdict {
        /// It holds.
        TRUE,
        /// It does not hold.
        FALSE,
        /// Something that it depends on is not known.
        UNKNOWN;

        /// TRUE or FALSE.
        public static Verdict of(boolean holds) {
            return holds ? TRUE : FALSE;
        }

        /// The opposite; unknown stays unknown.
        public Verdict negated() {
            return switch (this) {
                case TRUE -> FALSE;
                case FALSE -> TRUE;
                case UNKNOWN -> UNKNOWN;
            };
        }
    }

    /// Two values compared: numbers by value, texts by code points (so dates by time), others only for equality.
    record Compare(Program left, Comparison comparison, Program right) implements Predicate {}

    /// A list has the value as an element, or an object has it as a field name.
    record Contains(Program container, Program value) implements Predicate {}

    /// The value is known, not null, and not an empty text. Never unknown.
    record Present(Program value) implements Predicate {}

    /// The text matches the pattern as a whole.
    record Matches(Program value, String pattern) implements Predicate {

        private static final Pattern LENGTH = Pattern.compile("\\(\\?s\\)\\.\\{0,\\d+}");

        /// The text has at most so many letters.
        static Matches ofLength(Program text, int most) {
            return new Matches(text, "(?s).{0," + most + "}");
        }

        /// Whether nothing but how many letters the text has at most is asked.
        public boolean isOfLength() {
            return LENGTH.matcher(pattern).matches();
        }
    }

    /// The test holds for at least one element, which is bound to `each`. False for an empty list.
    record Any(Program list, Predicate each) implements Predicate {}

    /// All tests hold. True for no tests.
    record And(List<Predicate> tests) implements Predicate {}

    /// The test does not hold.
    record Not(Predicate test) implements Predicate {}

    /// How [Compare] compares.
    enum Comparison {
        /// Equal.
        EQUAL("="),
        /// Not equal.
        UNEQUAL("≠"),
        /// Less.
        LESS("<"),
        /// Less or equal.
        AT_MOST("≤"),
        /// Greater.
        MORE(">"),
        /// Greater or equal.
        AT_LEAST("≥");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        /// How it is written.
        public String symbol() {
            return symbol;
        }
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.RoundingMode;
import java.util.List;
import java.util.SortedMap;

/// A rule that computes a value from a [Scope]. Immutable and safe to share.
///
/// Evaluation never throws: what cannot be computed, because something is unknown or of the wrong kind, is a
/// [com.fasterxml.jackson.databind.node.MissingNode]. A JSON `null` is a value.
public sealed interface Program {

    /// The value in this scope, without the rows that it refers to (see [Scope]); missing where it cannot be
    /// computed, [Absent#VALUE] where a field is left out.
    default JsonNode eval(Scope scope) {
        return Values.withoutRows(Evaluation.of(this, scope));
    }

    /// Description length: how many names, constants and operators it takes to write the rule down.
    default int size() {
        return Description.size(this);
    }

    /// The rule as a formula that a person can read.
    default String text() {
        return Description.text(this);
    }

    /// Always the same value.
    record Constant(JsonNode value) implements Program {}

    /// The value at a path: the first step is a name of the scope, the others are fields; a step that is a number
    /// is also an index into a list (`-1` is the last element).
    record Path(List<String> steps) implements Program {
        /// Keeps the steps from being changed.
        public Path {
            steps = List.copyOf(steps);
        }

        /// A path from its steps.
        public static Path of(String... steps) {
            return new Path(List.of(steps));
        }
    }

    /// The field of an object (or the element of a list) that another value names: `prices[args.cabin]`.
    record Pick(Program container, Program key) implements Program {}

    /// Where a value stands in a list: 0 for the first element. Missing where the list does not have it.
    record Position(Program list, Program value) implements Program {}

    /// Two numbers combined. Division by zero is missing.
    record Arithmetic(Operator operator, Program left, Program right) implements Program {}

    /// A number rounded to so many decimals: half up, always up or always down.
    record Rounded(Program number, int decimals, RoundingMode mode) implements Program {
        /// Rounds half up.
        public Rounded(Program number, int decimals) {
            this(number, decimals, RoundingMode.HALF_UP);
        }
    }

    /// A list reduced to one value: `each` is evaluated with the name `each` bound to every element in turn.
    record Fold(Kind kind, Program list, Program each) implements Program {
        /// How a list is reduced.
        public enum Kind {
            /// Sum of numbers; 0 for an empty list.
            SUM,
            /// Number of elements.
            COUNT,
            /// Smallest value.
            MIN,
            /// Largest value.
            MAX
        }
    }

    /// A list with every element replaced: `each` is bound to the element.
    record Mapped(Program list, Program each) implements Program {}

    /// The elements of a list for which the test is true.
    record Filtered(Program list, Predicate test) implements Program {}

    /// The first element of a list for which the test is true.
    record Found(Program list, Predicate test) implements Program {}

    /// A list in the order of a key of its elements.
    record Sorted(Program list, Program key, boolean descending) implements Program {}

    /// Two lists, one after the other; a value that is no list counts as a list of one.
    record Joined(Program first, Program second) implements Program {}

    /// A new object; fields whose program is missing make the object missing, those that are [Absent] are left out.
    record Built(SortedMap<String, Program> fields) implements Program {}

    /// An object and more of it that is computed from what is there: `rest` is evaluated with the name `answer`
    /// bound to the object. Objects in both are put together.
    record Completed(Program object, Program rest) implements Program {
        /// The name of the object.
        public static final String NAME = "answer";
    }

    /// An object with some fields set anew and some removed, in the order of the original. A field that is [Absent]
    /// is removed.
    record Changed(Program object, SortedMap<String, Program> fields, List<String> removed) implements Program {}

    /// An object with one field set whose name is computed.
    record Put(Program object, Program key, Program value) implements Program {}

    /// An object without the field whose name is computed.
    record Dropped(Program object, Program key) implements Program {}

    /// No value on purpose: [Built] and [Changed] leave the field out. Everywhere else it counts as missing.
    record Absent() implements Program {
        /// What it evaluates to, so that "left out" is not taken for "not known". It is never part of another
        /// value.
        public static final JsonNode VALUE = new POJONode("absent");
    }

    /// Texts of values one after the other.
    record Template(List<Program> parts) implements Program {}

    /// A value written as text in some style.
    record Written(Program value, Style style) implements Program {}

    /// A date (`2026-01-31`, or one with time) moved by whole units.
    record Moved(Program date, Program amount, Unit unit) implements Program {}

    /// A time as clocks of another place show it.
    ///
    /// @param offset of that place from UTC, such as `+01:00`
    /// @param form how it is written, as a pattern of [java.time.format.DateTimeFormatter]
    record Local(Program time, String offset, String form) implements Program {}

    /// Whole units from one date to another.
    record Gap(Program from, Program to, Unit unit) implements Program {}

    /// The value of an arithmetic formula that is written in a text, such as `(2 + 3) * 4`.
    record Formula(Program formula) implements Program {}

    /// One program or another, by a test. Missing where the test cannot be decided.
    record Choice(Predicate test, Program then, Program otherwise) implements Program {}

    /// What [Arithmetic] does.
    enum Operator {
        /// Sum.
        PLUS("+"),
        /// Difference.
        MINUS("-"),
        /// Product.
        TIMES("*"),
        /// Quotient.
        DIVIDED("/"),
        /// The smaller one.
        MIN("min"),
        /// The larger one.
        MAX("max");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /// How it is written.
        public String symbol() {
            return symbol;
        }
    }

    /// How [Written] writes.
    enum Style {
        /// As JSON shows it: `5`, `5.5`, `true`.
        PLAIN,
        /// With two decimals: `5.00`.
        MONEY,
        /// As Python shows a float: `5.0`.
        FLOAT,
        /// In lower case.
        LOWER,
        /// In upper case.
        UPPER,
        /// The day of a time: the first ten characters.
        DAY,
        /// How many characters a text has.
        LENGTH,
        /// The day of the week of a date: `Monday`.
        WEEKDAY,
        /// The time of day of a date with time: `09:30`.
        TIME
    }

    /// Units of dates.
    enum Unit {
        /// Calendar days.
        DAYS,
        /// Calendar months.
        MONTHS
    }
}

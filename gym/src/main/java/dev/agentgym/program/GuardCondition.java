package dev.agentgym.program;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A condition that may be a guard.
///
/// @param when the condition on a case
/// @param verdicts what it says in the cases of the study
/// @param bits what it costs to write it down
/// @param parts the paths that it is about
/// @param form what kind of condition it is
/// @param margin where it compares with a chosen number: the nearest values
record GuardCondition(
        Predicate when, Verdicts verdicts, double bits, List<Program> parts, Form form, Optional<Margin> margin) {

    /// Both conditions at once.
    GuardCondition and(GuardCondition other) {
        return new GuardCondition(
                new Predicate.And(List.of(when, other.when)),
                verdicts.and(other.verdicts),
                bits + other.bits + 1,
                Stream.concat(parts.stream(), other.parts.stream()).toList(),
                form,
                margin.or(other::margin));
    }

    /// Kinds of conditions, as far as words of a refusal hint at them.
    enum Form {
        /// There is no such row.
        NO_ROW,
        /// A value is, or is not, a certain one.
        VALUE,
        /// A value is not among others.
        NOT_AMONG,
        /// A number or a date is beyond another.
        BEYOND,
        /// A text is not formed as it should be, or a value of the wrong type.
        MALFORMED,
        /// An argument is not given.
        NOT_GIVEN,
        /// Anything else.
        OTHER
    }
}

package dev.agentgym.program;

import java.util.Optional;

/// A rule by which a tool refuses: where `when` holds, it answers `says`. Immutable and safe to share.
///
/// @param when the condition
/// @param says the refusal; it evaluates to missing where its words are not understood
/// @param support logged refusals of this kind for which the condition holds
/// @param against logged calls for which it holds although the tool accepted them or went on to a later guard
/// @param unknown logged calls that came to this guard and for which the condition cannot be decided
/// @param margin where the condition compares with a chosen number: the logged values on both sides of it
public record Guard(Predicate when, Program says, int support, int against, int unknown, Optional<Margin> margin) {

    /// The rule in a line for people.
    public String text() {
        return "refuses where " + when.text() + " (" + support + " for, " + against + " against, " + unknown
                + " unknown)";
    }
}

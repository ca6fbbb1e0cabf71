package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;

/// What [Guards] say of a call. Immutable and safe to share.
public sealed interface Check {

    /// The call is refused.
    ///
    /// @param guard the first guard that holds
    /// @param text what the tool says; a missing node where its words are not understood
    record Refused(Guard guard, JsonNode text) implements Check {}

    /// No guard holds.
    record Passed() implements Check {}

    /// Something that a guard depends on is not known.
    ///
    /// @param guard the first guard that cannot be decided
    /// @param otherwise what the guards behind it say, should it let the call pass
    record Undecided(Guard guard, Check otherwise) implements Check {}
}

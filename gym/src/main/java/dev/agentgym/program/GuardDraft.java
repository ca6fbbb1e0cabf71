package dev.agentgym.program;

import java.util.Optional;

/// A guard before it is counted on all cases.
///
/// @param kind the position of the refusals that it is for
record GuardDraft(int kind, Predicate when, Program says, Optional<Margin> margin) {}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;

/// One observation of a rule at work. Immutable; the values must not be changed.
///
/// @param scope what was known
/// @param target the value that came out; a [com.fasterxml.jackson.databind.node.MissingNode] says that the field
/// was
///     left out
public record Example(Scope scope, JsonNode target) {}

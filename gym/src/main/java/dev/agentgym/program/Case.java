package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One logged call of a tool: what was known when it was made, and the refusal it met.
///
/// @param scope what was known; see [Scope] for the conventions
/// @param refusal what the tool said when it refused, any JSON; empty where it accepted the call
public record Case(Scope scope, Optional<JsonNode> refusal) {}

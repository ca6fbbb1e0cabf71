package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One logged call of a tool: what was known when it was made, and the refusal it met.
///
/// @param scope what was known; see [Scope] for the conventions
/// @param refusal what the tool said when it refused, any JSON; empty where it accepted the call
/// @param conversation the id of the log that it is from; cases of one log are less worth than those of several
public record Case(Scope scope, Optional<JsonNode> refusal, String conversation) {

    /// A case of which is not known what log it is from.
    public Case(Scope scope, Optional<JsonNode> refusal) {
        this(scope, refusal, "");
    }
}

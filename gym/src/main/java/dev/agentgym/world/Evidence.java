package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Scope;

/// A logged call with what was known when it was made. Immutable.
///
/// @param scope what was known
/// @param seen the call and its answer
/// @param time the call's number in its conversation, by which later reads find it
record Evidence(Scope scope, Observation seen, int time) {

    JsonNode result() {
        return seen.result();
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.time.Instant;
import java.util.Optional;

/// One answer that a log shows for a call.
///
/// @param result the answer
/// @param isError whether the tool refused
/// @param conversation id of the conversation that shows it
/// @param history what had been called before in that conversation
/// @param time when it was called, where the log has times
/// @param atStart whether nothing had been changed before in that conversation
/// @param label the same text for the same answer, whatever the order of its fields
public record Recorded(
        JsonNode result,
        boolean isError,
        String conversation,
        History history,
        Optional<Instant> time,
        boolean atStart,
        Lazy<String> label) {

    Recorded(
            JsonNode result,
            boolean isError,
            String conversation,
            History history,
            Optional<Instant> time,
            boolean atStart) {
        this(result, isError, conversation, history, time, atStart, new Lazy<>(() -> isError + Json.canonical(result)));
    }
}

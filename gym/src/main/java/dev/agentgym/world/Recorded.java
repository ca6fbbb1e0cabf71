package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
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
public record Recorded(
        JsonNode result,
        boolean isError,
        String conversation,
        History history,
        Optional<Instant> time,
        boolean atStart) {}

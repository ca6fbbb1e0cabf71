package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;

/// One answer that a log shows for a call.
///
/// @param result the answer
/// @param isError whether the tool refused
/// @param conversation id of the conversation that shows it
/// @param history what had been called before in that conversation
public record Recorded(JsonNode result, boolean isError, String conversation, History history) {}

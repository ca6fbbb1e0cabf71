package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;

/// A row of a table as a log showed it.
///
/// @param value the row: an object, or for views whatever the tool answers
/// @param conversation id of the conversation that shows it
/// @param position how many calls came before in that conversation: the fewer, the nearer to the state at its start
record Row(JsonNode value, String conversation, int position) {}

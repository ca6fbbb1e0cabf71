package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;

/// A thing behind the tools, as one answer showed it.
///
/// @param view the object as it was shown
/// @param conversation id of the conversation that shows it
/// @param position how many calls came before in that conversation: the fewer, the nearer to the state at its start
public record Entity(JsonNode view, String conversation, int position) {}

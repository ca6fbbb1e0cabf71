package dev.agentgym.reward;

import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;

/// An episode that is over, as a reward judges it.
///
/// @param conversation all that was said and called, with the tools' answers
/// @param expectation what it had to bring about
/// @param start the tools as they stood when the episode began; it is branched, never called
/// @param end the tools as they stand now; it is branched, never called
/// @param from the index of the first message that belongs to the episode; what stands before it is given, and no
/// merit of the agent's
public record Ended(Conversation conversation, Expectation expectation, ToolSession start, ToolSession end, int from) {}

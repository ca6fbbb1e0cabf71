package dev.agentgym.dataset;

import dev.agentgym.trace.Message;

/// A message as the agent saw it.
///
/// @param index the message's index in its conversation
/// @param message the message; a customer's without the calls that they made on their own device
/// @param trained whether a trainer learns to say it: the agent's own words and calls, and nothing else
public record Line(int index, Message message, boolean trained) {}

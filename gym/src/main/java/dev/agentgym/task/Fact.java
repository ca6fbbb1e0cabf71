package dev.agentgym.task;

/// One thing that the customer knows and the agent may need.
///
/// @param name what it is: the name of the argument or field that it fills, such as `order_id`
/// @param value as the customer wrote it
/// @param message the index of the message in which they said it; -1 where they were never asked for it, but what
/// the tools show of them tells that they know it
/// @param volunteered whether they said it unasked
public record Fact(String name, String value, int message, boolean volunteered) {}

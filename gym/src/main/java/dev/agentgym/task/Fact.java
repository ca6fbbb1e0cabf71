package dev.agentgym.task;

/// One thing that the customer knows and the agent may need.
///
/// @param name what it is: the name of the argument or field that it fills, such as `order_id`
/// @param value as the customer wrote it
/// @param message the index of the message in which they said it
/// @param volunteered whether they said it unasked
public record Fact(String name, String value, int message, boolean volunteered) {}

package dev.agentgym.world;

/// Two names for one thing: an argument and a field of the answer that always carry the same value. Immutable.
///
/// @param argument name of the argument
/// @param field path of the field in the answer, such as `reservation.id`
/// @param support how many accepted calls show both; none shows them to differ
public record Alias(String argument, String field, long support) {}

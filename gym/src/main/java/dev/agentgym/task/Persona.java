package dev.agentgym.task;

/// How a customer talks, as their log shows it.
///
/// @param words how many words their messages have in the mean
/// @param patience how many turns without progress they bear, at least 1
/// @param mood from -1 (angry) over 0 to 1 (delighted)
public record Persona(double words, int patience, double mood) {}

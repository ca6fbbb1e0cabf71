package dev.agentgym.task;

/// What a customer came for.
///
/// @param sentence in one sentence of their own words
/// @param message the index of the message in which they say it
record Goal(String sentence, int message) {}

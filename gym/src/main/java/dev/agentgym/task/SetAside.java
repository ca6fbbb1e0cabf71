package dev.agentgym.task;

/// A conversation or a task that nobody should be measured by.
///
/// @param id the conversation's id, or the task's
/// @param reason why, for people
public record SetAside(String id, String reason) {}

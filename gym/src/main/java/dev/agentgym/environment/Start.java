package dev.agentgym.environment;

import dev.agentgym.task.Task;

/// Where an episode begins.
///
/// @param task what the customer comes for
/// @param seed draws what the logs leave open
public record Start(Task task, long seed) {}

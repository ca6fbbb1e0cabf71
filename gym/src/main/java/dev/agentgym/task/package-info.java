/// Tasks mined from traces.
///
/// Logged conversations and what the world knows of their calls flow in; [Task]s flow out: what a customer wants,
/// what they know, what has to come about. The simulated customer in `dev.agentgym.user` plays them, and
/// `dev.agentgym.environment` makes episodes of them.
@NullMarked
package dev.agentgym.task;

import org.jspecify.annotations.NullMarked;

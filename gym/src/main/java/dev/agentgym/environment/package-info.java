/// Episodes: an agent, a simulated customer and mocked tools in conversation.
///
/// A task from `dev.agentgym.task` and an agent's actions flow in; observations flow out, and with the last one a
/// reward and the whole conversation as a trace again. Agents in `dev.agentgym.agent` choose the actions, and
/// `dev.agentgym.rollout` runs many episodes at once.
@NullMarked
package dev.agentgym.environment;

import org.jspecify.annotations.NullMarked;

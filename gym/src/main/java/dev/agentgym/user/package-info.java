/// The simulated customer.
///
/// A task from `dev.agentgym.task` and the agent's words flow in; an [Utterance] flows out.
/// `dev.agentgym.environment` lets a customer and an agent talk.
@NullMarked
package dev.agentgym.user;

import org.jspecify.annotations.NullMarked;

/// Agents: from a conversation and tools to the next action.
///
/// Observations flow in, actions flow out; [QueryAgent] runs an agent against mocked or real tools and hands
/// replies to the caller. The agent that needs no model, [GroundedAgent], follows what worked in the logged
/// situations most like this one.
@NullMarked
package dev.agentgym.agent;

import org.jspecify.annotations.NullMarked;

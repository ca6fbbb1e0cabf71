/// The front door: traces in, gym out.
///
/// Conversations flow into [AgentGym#createEnvironment]; a [Gym] with query agent, mocked tools and reward function
/// flows out, is saved to a folder and loaded again. Commands, servers and trainers begin here.
@NullMarked
package dev.agentgym;

import org.jspecify.annotations.NullMarked;

/// Tools that answer from the logs.
///
/// A [dev.agentgym.world.World] and calls flow in; answers flow out, each with the rung of the ladder it came from,
/// a confidence measured on held-out conversations, and its provenance. Agents and environments call these tools
/// next.
@NullMarked
package dev.agentgym.tool;

import org.jspecify.annotations.NullMarked;

/// What an agent sees and what it may do.
///
/// Messages and tool declarations flow in as an [Observation]; an [Action] flows out. Agents in
/// `dev.agentgym.agent` decide between the two next.
@NullMarked
package dev.agentgym.environment;

import org.jspecify.annotations.NullMarked;

/// Many episodes at once.
///
/// Tasks, an agent and environments flow in; [Rollout]s flow out, one for each episode whatever became of it, on
/// virtual threads and into a file that a killed run goes on with. `dev.agentgym.report` counts them, and
/// `dev.agentgym.dataset` makes rows for trainers of them.
@NullMarked
package dev.agentgym.rollout;

import org.jspecify.annotations.NullMarked;

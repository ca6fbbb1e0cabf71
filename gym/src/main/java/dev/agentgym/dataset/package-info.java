/// Rows for the trainers of others.
///
/// Logged conversations or [dev.agentgym.rollout.Rollout]s, with the tasks and the tools of a gym, flow in. Rows
/// flow out, in the formats of TRL, verl, OpenRLHF, prime-rl, SkyRL, NeMo Gym, ART, tau2 and OpenTelemetry:
/// conversations with masks, preference pairs of siblings, prompts with their ground truth. They go into files that
/// a trainer on another machine loads, and that `dev.agentgym.convert` reads back.
@NullMarked
package dev.agentgym.dataset;

import org.jspecify.annotations.NullMarked;

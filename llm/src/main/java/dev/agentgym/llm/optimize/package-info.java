/// Looks for a better prompt, by playing in a gym.
///
/// A prompt, tasks and logged conversations flow in. An [Optimizer] tries [Candidate]s in an [Arena], step by step,
/// with its whole state as JSON after each; what flows out is the best candidate and a [Confirmation] on tasks that
/// no optimiser saw.
@NullMarked
package dev.agentgym.llm.optimize;

import org.jspecify.annotations.NullMarked;

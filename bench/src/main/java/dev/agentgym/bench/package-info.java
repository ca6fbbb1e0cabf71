/// Measurements of Agent Gym, each a program that `bench/run` starts; never part of a test run.
///
/// Logged conversations, or invented ones where the shared data is absent, flow in; figures with their spread flow
/// out on standard output. They go to `docs/results/` next, dated and with the command.
@NullMarked
package dev.agentgym.bench;

import org.jspecify.annotations.NullMarked;

/// The back office of Tarnwave, an invented provider of broadband and streaming.
///
/// In flow tool calls with JSON arguments and the passing of business time. Out flow JSON answers and worded
/// refusals, each a function of the arguments and of state that reads reveal. The simulation talks over it, and
/// tool mocks are measured by it.
@NullMarked
package dev.agentgym.examples.customerservice.office;

import org.jspecify.annotations.NullMarked;

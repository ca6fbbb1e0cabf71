/// Conversations between invented customers and support agents of known skill.
///
/// In flow a seed and a back office that lives through the months with them. Out flow finished conversations with
/// every message, every tool call and the truth behind them. The logs package writes them down as a company would.
@NullMarked
package dev.agentgym.examples.customerservice.simulation;

import org.jspecify.annotations.NullMarked;

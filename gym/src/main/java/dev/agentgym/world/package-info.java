/// What the logs reveal about the tools behind them, learned without a model call and the same in every run.
///
/// Conversations flow in; an immutable [World] flows out: a catalog of the tools with their schemas and refusals,
/// every recorded answer, and the entities that any answer showed. `dev.agentgym.tool` answers calls from it next.
@NullMarked
package dev.agentgym.world;

import org.jspecify.annotations.NullMarked;

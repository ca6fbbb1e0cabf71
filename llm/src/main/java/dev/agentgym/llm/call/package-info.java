/// What goes around a chat model: retries, limits, budgets, caches and recordings.
///
/// A [dev.agentgym.llm.ModelClient] flows in, and one that keeps a promise more flows out: each [Layer] is a client
/// again. [Line] puts them together in the order in which they have to stand; `agent` and `optimize` ask through
/// it.
@NullMarked
package dev.agentgym.llm.call;

import org.jspecify.annotations.NullMarked;

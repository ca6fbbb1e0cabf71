/// Chat models behind one port, [ModelClient].
///
/// Conversations, tool declarations and sampling settings flow in as a [Request]; text, tool calls and what they
/// cost flow out as a [Completion], or a [ModelException] that says what kind of failure it was. `provider` speaks
/// to servers, `call` puts retries, limits, budgets, caches and recordings around a client, `agent` makes an agent
/// of it, `optimize` looks for a better prompt.
@NullMarked
package dev.agentgym.llm;

import org.jspecify.annotations.NullMarked;

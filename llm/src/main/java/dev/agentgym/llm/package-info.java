/// Chat models behind one port, [ModelClient].
///
/// Conversations, tool declarations and sampling settings flow in as a [Request]; text, tool calls and what they
/// cost flow out as a [Completion], or a [ModelException] that says what kind of failure it was. Next to it,
/// [ModelAgent] turns completions into actions of an agent.
@NullMarked
package dev.agentgym.llm;

import org.jspecify.annotations.NullMarked;

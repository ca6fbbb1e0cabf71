/// Agents behind chat models.
///
/// An observation of an environment flows in and becomes a request: the sections of a system prompt, the part of
/// the conversation that fits, the tools. The completion flows out as an action; `optimize` changes the prompt.
@NullMarked
package dev.agentgym.llm.agent;

import org.jspecify.annotations.NullMarked;

/// Servers that speak for chat models: Gemini, OpenAI and all that copy its API, Anthropic, Ollama.
///
/// A [dev.agentgym.llm.Request] flows in and goes through LangChain4j onto the wire, where a [Dialect] puts right
/// what the library does not do as the server wants it. The answer flows out as a [dev.agentgym.llm.Completion]
/// with the server's own finish reason and counts, or as a [dev.agentgym.llm.ModelException] of a known kind;
/// asking again is the business of `call`.
@NullMarked
package dev.agentgym.llm.provider;

import org.jspecify.annotations.NullMarked;

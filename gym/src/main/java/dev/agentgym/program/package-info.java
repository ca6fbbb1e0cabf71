/// A small typed language of rules over JSON values, and the search for rules that explain examples.
///
/// Examples flow in: what was known when a tool was called, and what the tool then did. A [Program] or a
/// [Predicate] that reproduces all of them flows out, the shortest first, readable and without a model call.
/// `dev.agentgym.world` learns effects, answers and refusals of tools with it next.
@NullMarked
package dev.agentgym.program;

import org.jspecify.annotations.NullMarked;

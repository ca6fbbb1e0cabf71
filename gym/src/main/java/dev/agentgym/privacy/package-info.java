/// Personal values in conversations are found and replaced by invented ones of the same form.
///
/// Conversations flow in; the same conversations flow out with names, addresses, numbers and ids replaced
/// consistently, and a count of what was replaced. They go next to the trace file that `dev.agentgym.convert`
/// writes, and in excerpts to the agents of `dev.agentgym.agent` and the searches of `dev.agentgym.llm.optimize`,
/// which show how it was done.
@NullMarked
package dev.agentgym.privacy;

import org.jspecify.annotations.NullMarked;

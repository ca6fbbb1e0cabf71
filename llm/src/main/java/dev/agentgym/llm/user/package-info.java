/// Customers behind chat models, for whoever wants them; no episode needs one.
///
/// A task flows in, with the guards of the customer that needs no model; utterances flow out, each checked before
/// it is said. Environments play them in the place of the logged customer (`rollout --user`).
@NullMarked
package dev.agentgym.llm.user;

import org.jspecify.annotations.NullMarked;

/// How good a reply or a whole conversation is: one number in [0, 1] and the named parts that it is made of.
///
/// Replies with the answer that was expected, with the conversation before them, or whole logged conversations flow
/// in; a [dev.agentgym.reward.Reward] flows out, each part with value, weight and a sentence of evidence. Tasks and
/// environments pay it at the end of an episode, and optimisers compare agents by it.
@NullMarked
package dev.agentgym.reward;

import org.jspecify.annotations.NullMarked;

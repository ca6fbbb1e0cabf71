/// A chat model as a second judge, for whoever wants one; no reward needs it.
///
/// Episodes flow in, siblings together, with what the gym's own reward found in them. A model answers a rubric of
/// the reward's named parts, by a schema, in two orders; judgements flow out, with how far they agree with the
/// parts that need no model. `eval --judge` and `reward --judge` show them; they change no reward.
@NullMarked
package dev.agentgym.llm.judge;

import org.jspecify.annotations.NullMarked;

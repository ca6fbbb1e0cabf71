/// Text turned into numbers and checkable facts.
///
/// Replies, questions and tool answers flow in as plain text; unit vectors, sentences, facts (money, dates, codes,
/// names) and the polarity of each clause flow out. The reward compares them next, in `dev.agentgym.reward`, and
/// the grounded agent finds similar replies with them.
@NullMarked
package dev.agentgym.text;

import org.jspecify.annotations.NullMarked;

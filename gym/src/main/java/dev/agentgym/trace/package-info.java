/// The one trace schema: conversations with tool calls, their results, outcome and satisfaction.
///
/// Files, folders and streams of JSON flow in; checked [Conversation] records flow out, and what breaks the schema
/// goes to quarantine with its place and reason. The world is induced from these records next, in
/// `dev.agentgym.world`.
@NullMarked
package dev.agentgym.trace;

import org.jspecify.annotations.NullMarked;

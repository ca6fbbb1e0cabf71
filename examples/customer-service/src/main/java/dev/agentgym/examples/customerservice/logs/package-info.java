/// The raw exports a company would have of its conversations.
///
/// In flow the simulated conversations. Out flow a CSV of messages, an audit log of tool calls, a CSV of survey
/// answers and a SQLite database, all byte for byte reproducible. They lie in `data/raw`, where converters and
/// tests find them.
@NullMarked
package dev.agentgym.examples.customerservice.logs;

import org.jspecify.annotations.NullMarked;

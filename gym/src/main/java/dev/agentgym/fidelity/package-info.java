/// How often the mocked tools say what the real ones said, measured on conversations that they did not learn from.
///
/// Traces flow in, divided into a part to learn from and a part that is replayed call by call; a card flows out
/// with shares and their uncertainty, by tool, by tier and by kind of call, beside an exact-replay baseline. The
/// mocker takes its confidence from it, the gym keeps it among its cards, and `agent-gym fidelity` shows it next.
@NullMarked
package dev.agentgym.fidelity;

import org.jspecify.annotations.NullMarked;

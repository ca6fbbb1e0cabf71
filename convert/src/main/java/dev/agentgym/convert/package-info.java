/// Raw logs of every shape become traces: chat exports, benchmark results, CSV with its companion files, databases.
///
/// Files, folders and JDBC addresses flow in; one checked trace file, a quarantine for what could not be used and a
/// report whose counts add up flow out, on wish with every personal value replaced by `dev.agentgym.privacy`. The
/// traces go next to `dev.agentgym.trace` readers and from there into the world.
@NullMarked
package dev.agentgym.convert;

import org.jspecify.annotations.NullMarked;

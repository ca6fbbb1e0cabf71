package dev.agentgym.deploy;

import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Real tools: an MCP server, an HTTP service, Java methods. Safe to share between threads: several conversations
/// call it at once.
public interface ToolSource extends AutoCloseable {

    /// How long a call may take where a source does not say.
    Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

    /// What this source is called in routes, messages and reports.
    String name();

    /// The tools that it offers now, each name once; may change while it is open.
    List<ToolSchema> declarations();

    /// What the source has beside them and cannot be called from here: names, and why not.
    default Map<String, String> leftOut() {
        return Map.of();
    }

    /// Calls a tool, as often as asked: nothing here repeats a call.
    ///
    /// What the other side does wrong is an answer too, never an exception. Whoever calls may interrupt the thread
    /// when [#deadline] is over; the call then ends soon.
    ///
    /// @param call one of the declared tools; the arguments may be kept and changed
    RealAnswer call(ToolCall call);

    /// How long a call may take; whoever calls sees to it.
    default Duration deadline() {
        return DEFAULT_DEADLINE;
    }

    /// Ends connections and processes that the source opened.
    @Override
    void close();
}

package dev.agentgym.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One customer's calls: later ones see what earlier ones did. Mutable, for one thread.
public interface ToolSession {

    /// Answers a call. The same world and the same calls before give the same answer, always.
    ///
    /// Never throws for what an agent may do wrong: a tool that no log knows, or arguments of the wrong kind, get
    /// an answer that says so.
    ToolResult call(String tool, ObjectNode arguments);
}

package dev.agentgym.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What answers an agent's calls in one conversation, mocked or real. Mutable, for one thread.
public interface Tools {

    /// Answers a call.
    ///
    /// Never throws for what an agent may do wrong: a tool that nobody knows, or arguments of the wrong kind, get
    /// an answer that says so.
    ToolResult call(String tool, ObjectNode arguments);
}

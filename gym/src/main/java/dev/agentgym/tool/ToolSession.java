package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// One customer's calls: later ones see what earlier ones did. Mutable, for one thread.
public interface ToolSession {

    /// Answers a call. The same world and the same calls before give the same answer, always.
    ///
    /// Never throws for what an agent may do wrong: a tool that no log knows, or arguments of the wrong kind, get
    /// an answer that says so.
    ToolResult call(String tool, ObjectNode arguments);

    /// Takes in what the real tool said to a call, instead of answering it: the session goes on from there.
    ///
    /// @param isError whether the real tool refused
    void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError);

    /// Lets the session's time be this one; before, it is that of the last logged call. Tools that look at the
    /// clock (a fee by days left, a time stamp) go by it.
    void at(Instant time);

    /// An independent session in the same state: what is called on one does not show in the other.
    ToolSession branch();
}

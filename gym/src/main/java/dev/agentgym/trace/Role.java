package dev.agentgym.trace;

/// Who speaks in a message. The constant's name in lower case is its spelling in the schema.
public enum Role {
    /// Instructions to the agent.
    SYSTEM,
    /// The customer; may call tools of their own device.
    USER,
    /// The agent.
    ASSISTANT,
    /// A tool's answer to one call.
    TOOL
}

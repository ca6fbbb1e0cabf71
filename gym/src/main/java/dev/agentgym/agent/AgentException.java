package dev.agentgym.agent;

/// An agent could not decide: its model did not answer, or answered what nobody can use. The message says what to
/// do.
public final class AgentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A failure of which nothing else is the cause.
    public AgentException(String message) {
        super(message);
    }

    /// A failure with its cause.
    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}

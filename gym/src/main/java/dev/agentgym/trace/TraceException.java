package dev.agentgym.trace;

/// Traces could not be read, checked or written. The message says what was wrong, where, the value, and what to do.
public final class TraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A failure of which nothing else is the cause.
    public TraceException(String message) {
        super(message);
    }

    /// A failure with its cause.
    public TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.agentgym.deploy;

/// Real tools could not be opened: a server that does not answer, a description that cannot be read. The message
/// says what was wrong, where, and what to do.
public final class ToolSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A failure of which nothing else is the cause.
    public ToolSourceException(String message) {
        super(message);
    }

    /// A failure with its cause.
    public ToolSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.agentgym;

/// A gym could not be made, saved or loaded. The message says what was wrong, where, and what to do.
public final class GymException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A failure of which nothing else is the cause.
    public GymException(String message) {
        super(message);
    }

    /// A failure with its cause.
    public GymException(String message, Throwable cause) {
        super(message, cause);
    }
}

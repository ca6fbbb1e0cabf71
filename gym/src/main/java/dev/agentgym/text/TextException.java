package dev.agentgym.text;

/// Text could not be analysed: the embedding model does not load or does not run.
public final class TextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what was wrong, where, and what to do
    /// @param cause what the library said
    public TextException(String message, Throwable cause) {
        super(message, cause);
    }
}

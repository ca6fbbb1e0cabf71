package dev.agentgym.dataset;

/// Nothing can be exported as it was asked for; the message says why and what to do.
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what was wrong, and the remedy
    public DatasetException(String message) {
        super(message);
    }
}

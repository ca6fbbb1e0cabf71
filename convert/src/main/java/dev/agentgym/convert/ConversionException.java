package dev.agentgym.convert;

/// A conversion could not begin or go on at all. The message says what was wrong, where, the value, and what to do.
///
/// Bad records never cause it: they go to quarantine.
public final class ConversionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A failure of which nothing else is the cause.
    public ConversionException(String message) {
        super(message);
    }

    /// A failure with its cause.
    public ConversionException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.agentgym.llm;

import java.io.Serial;

/// A chat model gave no answer that can be used. The message says what happened, never a key.
public final class ModelException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /// A failure that nothing else caused.
    public ModelException(String message, Failure failure) {
        super(message);
        this.failure = failure;
    }

    /// A failure with its cause, whose message must not hold a key either.
    public ModelException(String message, Failure failure, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /// Which kind it is.
    public Failure failure() {
        return failure;
    }
}

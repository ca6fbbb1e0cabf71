package dev.agentgym.world;

/// The overrides of a person cannot be taken in: the message says where in their file, what is wrong, and what to
/// do.
public final class OverrideException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OverrideException(String message) {
        super(message);
    }
}

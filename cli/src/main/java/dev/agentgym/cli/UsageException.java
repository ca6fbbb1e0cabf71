package dev.agentgym.cli;

/// A command was called in a way that its parser cannot notice.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}

package dev.agentgym.cli;

/// A command was called in a way that its parser cannot notice.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    static UsageException noModel(String name) {
        return new UsageException(name + " is no chat model; docs/models.md has the names");
    }
}

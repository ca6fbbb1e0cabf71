package dev.agentgym.deploy;

/// Tools cannot be deployed as somebody wants them: a tool that no source has, two that have the same. The message
/// says what was wrong, where, and what to do.
public final class DeploymentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A wish that cannot be met.
    public DeploymentException(String message) {
        super(message);
    }

    /// A wish that cannot be met, with what came before.
    public DeploymentException(String message, Throwable cause) {
        super(message, cause);
    }
}

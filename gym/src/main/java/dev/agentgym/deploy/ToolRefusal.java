package dev.agentgym.deploy;

/// Thrown by a tool that is a Java method to refuse a call; the message is what the agent is told.
public final class ToolRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A refusal in these words.
    public ToolRefusal(String message) {
        super(message, null, false, false);
    }
}

package dev.agentgym.program;

/// A rule that a person wrote cannot be read. The message says at which line and column of the rule, what was
/// expected there and what was found.
public final class RuleSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int offset;

    RuleSyntaxException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /// How many characters of the rule were understood.
    public int offset() {
        return offset;
    }
}

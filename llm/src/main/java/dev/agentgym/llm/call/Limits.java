package dev.agentgym.llm.call;

/// How much may be spent in all. Immutable.
///
/// @param calls of models, failed ones included
/// @param tokens of requests and answers
/// @param nanos of money, in billionths of a dollar
public record Limits(long calls, long tokens, long nanos) {

    /// No limit at all.
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final double NANOS_PER_DOLLAR = 1e9;

    /// Refuses negative limits.
    public Limits {
        if (calls < 0 || tokens < 0 || nanos < 0) {
            throw new IllegalArgumentException("limits are not negative: " + calls + " calls, " + tokens + " tokens, "
                    + nanos / NANOS_PER_DOLLAR + " dollars");
        }
    }

    /// So many calls, and as many tokens and as much money as they need.
    public static Limits calls(long calls) {
        return new Limits(calls, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /// Whether anything but calls is limited, so that answers have to be bounded before they are asked for.
    boolean boundTokens() {
        return tokens < Long.MAX_VALUE || nanos < Long.MAX_VALUE;
    }
}

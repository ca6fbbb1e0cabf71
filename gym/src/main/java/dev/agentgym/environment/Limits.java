package dev.agentgym.environment;

import java.time.Duration;

/// How long an episode may go on. Immutable.
///
/// @param turns how often the agent may speak to the customer, at least 1
/// @param toolCalls how many tool calls it may make
/// @param steps how often it may act at all, by words or by calls, at least 1
/// @param time how long the episode may take, the agent's thinking and the delays of slow tools included; the one
/// limit that may end equal actions differently
public record Limits(int turns, int toolCalls, int steps, Duration time) {

    /// Longer than nearly all logged conversations, and short enough that an agent going round in circles is
    /// stopped.
    public static final Limits DEFAULT = new Limits(30, 100, Duration.ofMinutes(10));

    /// As many steps as turns and tool calls allow.
    public Limits(int turns, int toolCalls, Duration time) {
        this(turns, toolCalls, Integer.MAX_VALUE, time);
    }

    /// Checks the limits.
    ///
    /// @throws IllegalArgumentException when no step would be possible
    public Limits {
        if (turns < 1 || toolCalls < 0 || steps < 1 || !time.isPositive()) {
            throw new IllegalArgumentException("an episode needs at least 1 turn, 0 tool calls, 1 step and some "
                    + "time, not " + turns + " turns, " + toolCalls + " tool calls, " + steps + " steps and " + time);
        }
    }
}

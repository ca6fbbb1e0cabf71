package dev.agentgym.reward;

/// A measured number with its bootstrap interval at 95 %. Immutable; NaN where it cannot be measured.
///
/// @param value as measured
/// @param low the lower end
/// @param high the upper end
public record Interval(double value, double low, double high) {}

package dev.agentgym.program;

/// Between which logged values a threshold was chosen: no log shows what the tool does in between.
///
/// @param accepted the accepted value that is nearest to the threshold
/// @param refused the refused value that is nearest to the threshold
public record Margin(double accepted, double refused) {}

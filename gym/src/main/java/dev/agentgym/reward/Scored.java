package dev.agentgym.reward;

/// One part of a reward. Immutable.
///
/// @param name what was looked at, in snake case
/// @param value how good it was, in [0, 1]
/// @param weight its share of the weighted mean before gates; the weights of one reward need not add up to 1
/// @param evidence a sentence that says why, and by how much the total was cut where the defect is fatal
public record Scored(String name, double value, double weight, String evidence) {}

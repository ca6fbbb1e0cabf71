package dev.agentgym.dataset;

/// Which siblings become a pair, and which of them may be the better one.
///
/// @param pairing how far apart they are, and how many of a task
/// @param better the better one is one of these
record Pairs(Pairing pairing, Selection better) {}

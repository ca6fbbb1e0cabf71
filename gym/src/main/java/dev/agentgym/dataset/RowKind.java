package dev.agentgym.dataset;

import java.util.Locale;

/// What one row holds.
public enum RowKind {
    /// A conversation: for fine-tuning, or as a record of what happened.
    CONVERSATIONS,
    /// Two ways on from the same point, one better than the other.
    PAIRS,
    /// How a task begins, with its ground truth: for trainers that play on from there.
    PROMPTS;

    /// The spelling on the command line and in reports.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.agentgym.dataset;

/// Hears how an export gets on.
@FunctionalInterface
public interface ExportListener {

    /// Hears nothing.
    ExportListener SILENT = looked -> {};

    /// So much was looked at.
    ///
    /// @param looked conversations and prompts; what is looked at twice counts twice
    void at(long looked);
}

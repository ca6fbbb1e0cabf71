package dev.agentgym.dataset;

/// Hears how an export gets on.
@FunctionalInterface
public interface ExportListener {

    /// Hears nothing.
    ExportListener SILENT = read -> {};

    /// So much was read.
    ///
    /// @param read conversations or prompts
    void at(long read);
}

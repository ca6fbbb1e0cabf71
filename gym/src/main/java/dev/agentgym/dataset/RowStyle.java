package dev.agentgym.dataset;

import java.util.Optional;

/// How rows are written. Immutable.
///
/// @param system instructions to put before conversations that have none
/// @param toolsAsString whether the declarations of tools are JSON text, which older readers need because objects
/// of different shapes do not fit into one of their columns
/// @param bare whether rows have only what their trainer reads, and not also where they come from
public record RowStyle(Optional<String> system, boolean toolsAsString, boolean bare) {

    /// No instructions, tools as objects, and every row says where it comes from.
    public static final RowStyle DEFAULT = new RowStyle(Optional.empty(), false, false);
}

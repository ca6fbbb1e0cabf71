package dev.agentgym.world;

import java.util.Map;
import java.util.Set;

/// Which answers stay as they are whatever is changed, or whatever some tools change: a transfer of money leaves the
/// list of cards alone. Immutable.
///
/// @param steady the tools whose answers never changed
/// @param apart from a tool to those that change something, but none of its answers
/// @param local the tools of which only those answers change that are about something the change names
record Bystanders(Set<String> steady, Map<String, Set<String>> apart, Set<String> local) {

    static final Bystanders NONE = new Bystanders(Set.of(), Map.of(), Set.of());

    /// Whether an answer of a tool outlasts a change.
    ///
    /// @param about the names of what the answer is about
    boolean outlasts(String tool, Set<String> about, Write change) {
        return steady.contains(tool)
                || apart.getOrDefault(tool, Set.of()).contains(change.tool())
                || (local.contains(tool) && !about.isEmpty() && !change.mentions(about));
    }
}

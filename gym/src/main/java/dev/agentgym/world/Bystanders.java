package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Lazy;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which answers stay as they are whatever is changed, or whatever some tools change: a transfer of money leaves the
/// list of cards alone. Immutable.
///
/// @param steady the tools whose answers never changed
/// @param apart from a tool to those that change something, but none of its answers
/// @param local the tools of which only those answers change that are about something the change names
record Bystanders(Set<String> steady, Map<String, Set<String>> apart, Set<String> local) {

    static final Bystanders NONE = new Bystanders(Set.of(), Map.of(), Set.of());

    /// The changes that an answer outlasts. What the answer is about is only found where that matters.
    Predicate<Write> outlasted(Tables tables, String tool, ObjectNode arguments, JsonNode answer) {
        Lazy<Set<String>> about = new Lazy<>(() -> BystanderSearch.about(tables, tool, arguments, answer));
        return change -> steady.contains(tool)
                || apart.getOrDefault(tool, Set.of()).contains(change.tool())
                || (local.contains(tool) && !about.get().isEmpty() && !change.mentions(about.get()));
    }
}

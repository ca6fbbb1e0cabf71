package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Lazy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The calls of one conversation that were accepted so far. Mutable, for one thread.
final class AcceptedCalls {

    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<CallKey> deeds = new HashSet<>();

    /// Takes in an accepted call.
    ///
    /// @param changes whether its tool changes anything
    void add(String tool, ObjectNode arguments, boolean changes) {
        counts.merge(tool, 1, Integer::sum);
        if (changes) {
            deeds.add(CallKey.exact(tool, arguments));
        }
    }

    /// What rules may know of the next call besides its arguments and rows.
    Circumstances before(String tool, ObjectNode arguments, Lazy<JsonNode> now, FreshIds fresh) {
        return new Circumstances(
                now,
                fresh,
                counts.getOrDefault(tool, 0),
                () -> !deeds.isEmpty() && deeds.contains(CallKey.exact(tool, arguments)));
    }

    AcceptedCalls copy() {
        AcceptedCalls copy = new AcceptedCalls();
        copy.counts.putAll(counts);
        copy.deeds.addAll(deeds);
        return copy;
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.agentgym.program.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A logged call with what was known when it was made. Immutable.
///
/// @param scope what was known
/// @param seen the call and its answer
/// @param time the call's number in its conversation, by which later reads find it
record Evidence(Scope scope, Observation seen, int time) {

    /// More calls than this share with an argument of another kind are no slips.
    private static final double SLIPS = 0.2;

    JsonNode result() {
        return seen.result();
    }

    /// The calls whose arguments are of the kinds that they mostly are: a number given as text, which a tool may
    /// have put right, says nothing of how it computes.
    static List<Evidence> ordinary(List<Evidence> calls) {
        TreeMap<String, TreeMap<JsonNodeType, Integer>> kinds = new TreeMap<>();
        calls.forEach(call -> call.seen
                .arguments()
                .properties()
                .forEach(argument -> kinds.computeIfAbsent(argument.getKey(), _ -> new TreeMap<>())
                        .merge(argument.getValue().getNodeType(), 1, Integer::sum)));
        List<Evidence> ordinary =
                calls.stream().filter(call -> call.isOrdinary(kinds)).toList();
        return ordinary.size() >= (1 - SLIPS) * calls.size() ? ordinary : calls;
    }

    private boolean isOrdinary(Map<String, TreeMap<JsonNodeType, Integer>> kinds) {
        return seen.arguments().properties().stream().allMatch(argument -> {
            TreeMap<JsonNodeType, Integer> counts = kinds.getOrDefault(argument.getKey(), new TreeMap<>());
            int mine = counts.getOrDefault(argument.getValue().getNodeType(), 0);
            return counts.values().stream().allMatch(other -> other <= mine);
        });
    }
}

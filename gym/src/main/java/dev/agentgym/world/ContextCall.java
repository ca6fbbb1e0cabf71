package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A call whose answer is wanted. Immutable.
///
/// @param name the call as a session's past names it
/// @param written its arguments as they are written: some tools repeat `2.0` where they were given it, and not `2`
/// @param begun what is known of its answer: the parts that stand first in it, and their segments
record ContextCall(String name, String written, Map<String, String> begun) {

    ContextCall {
        begun = Map.copyOf(begun);
    }

    /// The same call with one more part of its answer.
    ContextCall with(String part, String value) {
        Map<String, String> more = new HashMap<>(begun);
        more.put(part, value);
        return new ContextCall(name, written, more);
    }

    static ContextCall of(String name, ObjectNode arguments) {
        return new ContextCall(
                name,
                arguments.properties().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(argument -> argument.getKey() + "=" + argument.getValue())
                        .collect(Collectors.joining(", ")),
                Map.of());
    }
}

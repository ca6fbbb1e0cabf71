package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;

/// A call whose answer is wanted. Immutable.
///
/// @param name the call as a session's past names it
/// @param written its arguments as they are written: some tools repeat `2.0` where they were given it, and not `2`
record ContextCall(String name, String written) {

    static ContextCall of(String name, ObjectNode arguments) {
        return new ContextCall(
                name,
                arguments.properties().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(argument -> argument.getKey() + "=" + argument.getValue())
                        .collect(Collectors.joining(", ")));
    }
}

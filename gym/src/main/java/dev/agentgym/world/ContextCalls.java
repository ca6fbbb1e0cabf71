package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// How calls are named in a session's past. Immutable.
///
/// @param repeated calls that enough conversations make to be told apart by their arguments
/// @param changers names of calls after which others were seen to answer differently
record ContextCalls(Set<String> repeated, Set<String> changers) {

    ContextCalls {
        repeated = Set.copyOf(repeated);
        changers = Set.copyOf(changers);
    }

    /// Whether the call is a repeated one. Its name alone does not say: other calls of a tool are named like the one
    /// without arguments.
    boolean isRepeated(Observation call) {
        return repeated.contains(exact(call.tool(), call.arguments()));
    }

    /// The call with its arguments where it is a repeated one, else the tool.
    String name(String tool, ObjectNode arguments) {
        String call = exact(tool, arguments);
        return repeated.contains(call) ? call : tool;
    }

    static String exact(String tool, ObjectNode arguments) {
        return exact(CallKey.exact(tool, arguments));
    }

    static String exact(CallKey call) {
        return call.arguments().equals("{}") ? call.tool() : call.tool() + " " + call.arguments();
    }
}

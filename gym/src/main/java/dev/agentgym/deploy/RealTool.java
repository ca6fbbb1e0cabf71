package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.Optional;

/// A tool that a real one answers. Safe to share as its source is.
///
/// @param name what the agent calls it
/// @param mode whether the mocked one answers beside it
/// @param source where it is
/// @param realName what the source calls it
/// @param first how the source declared it when it was deployed
record RealTool(String name, Route.Mode mode, ToolSource source, String realName, ToolSchema first) {

    RealAnswer call(String id, ObjectNode arguments) {
        return Deadline.call(source, new ToolCall(id, realName, arguments.deepCopy()));
    }

    /// How the source declares it now; empty where it has it no more.
    Optional<ToolSchema> now() {
        return source.declarations().stream()
                .filter(declared -> declared.name().equals(realName))
                .findFirst();
    }

    /// What the agent is told of it.
    ToolSchema declaration() {
        ToolSchema declared = now().orElse(first);
        return new ToolSchema(name, declared.description(), declared.parameters());
    }

    boolean isShadowed() {
        return mode == Route.Mode.SHADOWED;
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A scope with one more name, which hides an equal one. As safe to share as the other scope.
///
/// @param others knows all other names
record ExtendedScope(Scope others, String name, JsonNode value) implements Scope {

    @Override
    public JsonNode get(String asked) {
        return asked.equals(name) ? value : others.get(asked);
    }

    @Override
    public JsonNode along(List<String> path) {
        return path.getFirst().equals(name) ? value : others.along(path);
    }
}

package dev.agentgym.llm.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// A part of a system prompt. Immutable.
///
/// @param name such as `policy`
/// @param text what it says, possibly nothing
/// @param frozen whether nobody may change it
public record Section(String name, String text, boolean frozen) {

    /// Strips the text.
    public Section {
        text = text.strip();
    }

    ObjectNode toJson() {
        return Json.object().put("name", name).put("text", text).put("frozen", frozen);
    }
}

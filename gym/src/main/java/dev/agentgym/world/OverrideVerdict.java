package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;

/// What the logs say to one thing that a person says. Immutable.
///
/// @param place where it is written
/// @param tool of which tool it is said
/// @param says what is said
/// @param holds logged calls that bear it out
/// @param contradicts logged calls that speak against it
/// @param unknown logged calls of which it cannot be told
/// @param conversations ids of the conversations that speak against it
public record OverrideVerdict(
        String place, String tool, String says, int holds, int contradicts, int unknown, List<String> conversations) {

    private static final int SHOWN = 5;

    /// Copies the ids.
    public OverrideVerdict {
        conversations = List.copyOf(conversations);
    }

    /// The verdict for people: `holds on 42 calls, contradicts 3: conv-1, conv-2, conv-3`.
    public String text() {
        List<String> parts = new ArrayList<>();
        if (holds > 0) {
            parts.add("holds on " + holds + (holds == 1 ? " call" : " calls"));
        }
        if (contradicts > 0) {
            int more = conversations.size() - SHOWN;
            parts.add("contradicts " + contradicts + ": "
                    + String.join(", ", conversations.subList(0, Math.min(SHOWN, conversations.size())))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        if (unknown > 0) {
            parts.add("not known on " + unknown);
        }
        return parts.isEmpty() ? "no logged call tells" : String.join(", ", parts);
    }

    /// The same for programs.
    public ObjectNode toJson() {
        return Json.MAPPER.valueToTree(this);
    }
}

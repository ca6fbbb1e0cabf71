package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pairs calls with their answers while a conversation is read, where the log has ids and where it has none.
///
/// Calls without an id get `call_1`, `call_2`, ... by position; a call whose id still waits for an answer gets a
/// new one, since an id may be used again only once it was answered. For one conversation and one thread.
final class OpenCalls {

    private final List<Waiting> waiting = new ArrayList<>();
    private int made;

    private record Waiting(String loggedId, ToolCall call) {}

    /// Takes in a call.
    ToolCall made(String id, String name, ObjectNode arguments, Map<String, JsonNode> extra) {
        made++;
        boolean taken = id.isBlank()
                || waiting.stream().anyMatch(other -> other.call().id().equals(id));
        String own = id.isBlank() ? "call_" + made : taken ? id + "_" + made : id;
        ToolCall call = new ToolCall(own, name, arguments, extra);
        waiting.add(new Waiting(id, call));
        return call;
    }

    /// The call that an answer belongs to: by id, else the earliest of that name, else the earliest. Empty when no
    /// call waits for it.
    ///
    /// @param id the id that the answer names, or an empty text
    /// @param name the tool that the answer names, or an empty text
    Optional<ToolCall> answered(String id, String name) {
        for (Waiting each : waiting) {
            boolean matches = id.isBlank()
                    ? name.isBlank() || each.call().name().equals(name)
                    : each.loggedId().equals(id) || each.call().id().equals(id);
            if (matches) {
                waiting.remove(each);
                return Optional.of(each.call());
            }
        }
        return Optional.empty();
    }
}

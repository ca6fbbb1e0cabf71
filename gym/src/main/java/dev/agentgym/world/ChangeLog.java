package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps what the writing calls of a session do to its rows, from one call to the next. Mutable, for one thread.
final class ChangeLog {

    private final Map<String, RowChange> rows = new LinkedHashMap<>();
    private final List<SessionChanges.WritingCall> calls = new ArrayList<>();
    private boolean open;

    ChangeLog copy() {
        ChangeLog copy = new ChangeLog();
        copy.rows.putAll(rows);
        copy.calls.addAll(calls);
        copy.open = open;
        return copy;
    }

    /// A call was accepted; what changes from here on is its doing, if its tool changes anything.
    void accepted(String tool, ObjectNode arguments, boolean writes) {
        open = writes;
        if (writes) {
            calls.add(new SessionChanges.WritingCall(tool, arguments, false));
        }
    }

    /// What changes from here on is nobody's doing.
    void close() {
        open = false;
    }

    void touched(Table table, String key, Optional<JsonNode> before, JsonNode after) {
        if (open && before.filter(row -> same(row, after)).isEmpty()) {
            rows.merge(
                    table.name() + " " + key,
                    new RowChange(table.name(), key, before, after),
                    (first, last) -> new RowChange(table.name(), key, first.before(), after));
            SessionChanges.WritingCall call = calls.removeLast();
            calls.add(new SessionChanges.WritingCall(call.tool(), call.arguments(), true));
        }
    }

    SessionChanges changes() {
        return new SessionChanges(
                rows.values().stream()
                        .filter(change -> change.before()
                                .filter(row -> same(row, change.after()))
                                .isEmpty())
                        .toList(),
                calls);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || Values.equal(one, other);
    }
}

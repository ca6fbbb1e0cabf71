package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What the accepted calls of one session changed. Immutable.
///
/// @param rows the rows that differ now from how they were; what was changed and changed back is none of them
/// @param calls the accepted calls of tools that change something or may do so, in order
public record SessionChanges(List<RowChange> rows, List<WritingCall> calls) {

    /// Nothing was changed.
    public static final SessionChanges NONE = new SessionChanges(List.of(), List.of());

    /// Copies the lists.
    public SessionChanges {
        rows = List.copyOf(rows);
        calls = List.copyOf(calls);
    }

    /// An accepted call that changes something, or may do so.
    ///
    /// @param tool the tool's name
    /// @param arguments what it was called with; must not be changed
    /// @param visible whether a row shows what it did; else the call itself is all that is known of it
    public record WritingCall(String tool, ObjectNode arguments, boolean visible) {}
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Rows of one kind that a condition may speak of. Immutable.
///
/// @param name under which a scope knows those that were shown
/// @param key the field that tells them apart
/// @param rows how rows of this kind look anywhere
public record RowKind(String name, String key, List<JsonNode> rows) {

    /// Keeps the rows from being changed.
    public RowKind {
        rows = List.copyOf(rows);
    }

    Program list() {
        return Program.Path.of(name);
    }

    /// A field of an element of the list.
    static Program field(String name) {
        return Program.Path.of("each", name);
    }
}

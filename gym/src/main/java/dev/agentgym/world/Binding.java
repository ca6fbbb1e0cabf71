package dev.agentgym.world;

import dev.agentgym.program.Program;
import java.util.List;

/// How a call leads to a row: some values of the call, or of rows bound before, are the row's key. Immutable.
///
/// @param name what rules call the row
/// @param table where it is found
/// @param field the field that the value is looked up in, where that is not the key; empty for the key
/// @param key where the parts of the key come from
record Binding(String name, Table table, String field, List<Program.Path> key) {

    /// Whether the arguments alone lead to the row.
    boolean isNamedByArguments() {
        return key.stream().allMatch(path -> path.steps().getFirst().equals(Binder.ARGUMENTS));
    }

    /// For people: `customer by phone`.
    String description() {
        return table.name() + " by " + (field.isEmpty() ? String.join(" + ", table.key()) : field);
    }
}

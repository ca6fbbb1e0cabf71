package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// The parts of the row's key, or the one value that it is looked up by; empty where a call tells neither.
    ///
    /// @param known what is known of the call
    Optional<List<String>> values(Scope known) {
        List<String> values = new ArrayList<>(key.size());
        for (Program.Path path : key) {
            JsonNode value = path.eval(known);
            if (!value.isValueNode() || value.isNull()) {
                return Optional.empty();
            }
            values.add(value.asText());
        }
        return Optional.of(values);
    }

    /// For people: `customer by phone`.
    String description() {
        return table.name() + " by " + (field.isEmpty() ? String.join(" + ", table.key()) : field);
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What is known when a rule is evaluated: values by name. The values must not be changed.
///
/// By convention `args` holds the call's arguments, a table's name holds the row that the call concerns, `each` the
/// element that a fold or a map is at, and `now` the time. A table's row is `null` where it is known that there is
/// none (no log shows the id), and missing where there may be one that no log shows. An object inside a value may
/// have fields whose name begins with `@`: the row that the object refers to, not part of the value itself.
@FunctionalInterface
public interface Scope {

    /// The value of a name; a [MissingNode] where nobody knows it.
    JsonNode get(String name);

    /// The value of the name that a path begins with, of which only what lies at the path is asked for: rows that
    /// objects beside it refer to may be left out.
    ///
    /// @param path a name and the fields that lead on from it
    default JsonNode along(List<String> path) {
        return get(path.getFirst());
    }

    /// A scope whose names are the fields of an object.
    static Scope of(ObjectNode values) {
        return values::path;
    }

    /// This scope with one more name, which hides an equal one.
    default Scope with(String name, JsonNode value) {
        return new ExtendedScope(this, name, value);
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

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

    /// A scope whose names are the fields of an object.
    static Scope of(ObjectNode values) {
        return values::path;
    }

    /// This scope with one more name, which hides an equal one.
    default Scope with(String name, JsonNode value) {
        return asked -> asked.equals(name) ? value : get(asked);
    }
}

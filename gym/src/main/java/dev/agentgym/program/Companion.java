package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A field whose value another one tells.
///
/// @param key the name of the field that tells
/// @param field the name of the field that it tells of
/// @param values what goes with each value of the key that is known; not to be changed
record Companion(String key, String field, ObjectNode values) {

    /// What goes with a value; missing where that is not known.
    Program of(Program value) {
        return new Program.Pick(new Program.Constant(values), value);
    }

    /// Something else is said than goes with the value. Not so where nothing is known to go with it.
    Predicate isOther(Program said, Program value) {
        return new Predicate.And(List.of(
                new Predicate.Contains(new Program.Constant(values), value),
                new Predicate.Compare(said, Predicate.Comparison.UNEQUAL, of(value))));
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A table and the terms that conditions on its rows may be made of.
///
/// @param table the rows
/// @param own terms that belong to a row
/// @param outer terms of the case that a row is part of; none where the rows are the cases
record Columns(Table table, List<GuardTerm> own, List<GuardTerm> outer) {

    Stream<GuardTerm> all() {
        return Stream.concat(own.stream(), outer.stream());
    }

    /// A term of a table.
    static GuardTerm term(Table table, Program program, double bits, List<Program> parts) {
        return new GuardTerm(program, bits, parts, table.values(program));
    }

    /// A term of the cases, repeated in the rows of another table.
    static GuardTerm repeated(GuardTerm term, Table table) {
        JsonNode[] values = new JsonNode[table.rows().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = term.value(table.owner(i));
        }
        return new GuardTerm(term.program(), term.bits(), term.parts(), values);
    }

    Columns with(List<GuardTerm> more) {
        List<GuardTerm> terms = new ArrayList<>(own);
        terms.addAll(more);
        return new Columns(table, List.copyOf(terms), outer);
    }
}

package dev.agentgym.program;

import dev.agentgym.program.GuardCondition.Form;
import java.util.List;

/// Conditions that a time is within the hours that the words of a refusal say, or outside of them.
///
/// @param columns the terms of the cases
/// @param pool where the conditions are tried
record HourConditions(Columns columns, Pool pool) {

    private static final int MOST_TIMES = 6;

    void add(OpeningHours hours) {
        columns.own().stream()
                .filter(term -> term.isDate() && term.program() instanceof Program.Path)
                .limit(MOST_TIMES)
                .forEach(time -> add(hours, time));
    }

    /// The words say all but which time.
    private void add(OpeningHours hours, GuardTerm time) {
        List<Program> parts = List.of(time.program());
        pool.addBoth(columns.table(), hours.within(time.program()), time.bits() + 1, parts, Form.VALUE, Form.VALUE);
    }
}

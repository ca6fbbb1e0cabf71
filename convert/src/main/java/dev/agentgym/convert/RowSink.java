package dev.agentgym.convert;

import dev.agentgym.trace.Reading;

/// Takes the rows of tables as they are read.
interface RowSink {

    /// A row that says what it has to say.
    void row(Row row);

    /// A row that does not.
    void bad(Reading.Quarantined row);
}

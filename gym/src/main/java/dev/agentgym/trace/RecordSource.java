package dev.agentgym.trace;

import java.io.IOException;
import java.util.Optional;

/// The records of one file in order. For one thread.
interface RecordSource {

    /// The next record; empty at the end.
    ///
    /// @throws IOException when the file cannot be read on from here
    Optional<Reading> next() throws IOException;

    /// The line that the source has come to, from 1.
    long line();
}

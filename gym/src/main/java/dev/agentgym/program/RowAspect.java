package dev.agentgym.program;

/// Something that the rows which refusals name have in common.
///
/// @param when the condition, on an element of the list of rows or on the call itself
/// @param bits what it costs to write it down
/// @param gain how many bits it tells of the named rows: how seldom other rows have it
/// @param isTold whether the words of the refusals say so
record RowAspect(Predicate when, double bits, double gain, boolean isTold) {

    /// What it saves.
    double worth() {
        return gain - bits;
    }
}

package dev.agentgym.trace;

/// Where a record stood.
///
/// @param source the file, or `stdin`
/// @param line the line it began on, counted from 1
public record Origin(String source, long line) {

    @Override
    public String toString() {
        return source + ":" + line;
    }
}

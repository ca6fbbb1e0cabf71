package dev.agentgym.convert;

import java.util.Optional;

/// What a source was recognised as.
///
/// @param format the shape
/// @param reason what in the source says so, for people
/// @param columns the meaning of its columns, where it has any
record Detection(Format format, String reason, Optional<ColumnMap> columns) {

    static Detection of(Format format, String reason) {
        return new Detection(format, reason, Optional.empty());
    }

    static Detection of(ColumnMap columns, String reason) {
        return new Detection(columns.kind(), reason, Optional.of(columns));
    }
}

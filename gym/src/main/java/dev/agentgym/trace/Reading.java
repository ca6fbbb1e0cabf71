package dev.agentgym.trace;

/// What reading one record gave. Every record of a source gives exactly one of these, so counts always add up.
public sealed interface Reading {

    /// Where the record stood.
    Origin origin();

    /// The record keeps the schema.
    ///
    /// @param conversation the record
    /// @param origin where it stood
    record Accepted(Conversation conversation, Origin origin) implements Reading {}

    /// The record says again what an earlier one said, under the same id.
    ///
    /// @param id the conversation's id
    /// @param origin where it stood
    record Repeated(String id, Origin origin) implements Reading {}

    /// The record breaks the schema and was set aside.
    ///
    /// @param origin where it stood
    /// @param path JSON pointer to the offending place, empty for the whole record
    /// @param value what stands there, cut short
    /// @param reason what is wrong, and the remedy where there is one
    /// @param raw the record as it stood, so that nothing is lost; cut short where it is larger than [#MAX_RAW]
    record Quarantined(Origin origin, String path, String value, String reason, String raw) implements Reading {

        /// Longer raw records, in characters, are cut: the source still has them, and the origin says where.
        public static final int MAX_RAW = 1 << 20;

        /// Cuts the raw record to [#MAX_RAW].
        public Quarantined {
            raw = raw.length() <= MAX_RAW ? raw : raw.substring(0, MAX_RAW);
        }

        /// One line for a person: place, path, reason and value.
        public String explanation() {
            String place = path.isEmpty() ? "" : " at " + path;
            String found = value.isEmpty() ? "" : ", found: " + value;
            return origin + place + ": " + reason + found;
        }
    }
}

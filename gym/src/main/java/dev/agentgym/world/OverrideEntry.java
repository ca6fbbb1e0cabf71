package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// One thing that a person says of a tool. Immutable.
///
/// @param verb what is said
/// @param tool of which tool
/// @param key what it is said of: the id of a rule, a field, or nothing
/// @param value what is to hold; missing where nothing is said but the key
/// @param line where in the file
record OverrideEntry(Verb verb, String tool, String key, JsonNode value, int line) {

    /// What can be said.
    enum Verb {
        /// A learned rule is not to be used.
        FORBID,
        /// A learned rule is to be kept, even where it is not learned any more.
        PIN,
        /// The tool refuses, under a condition.
        REFUSE,
        /// The tool sets a field of a row.
        SET,
        /// A field of the tool's answers is computed in this way.
        ANSWER,
        /// The tool always answers the same.
        ALWAYS;

        /// The spelling in the file.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package dev.agentgym.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a conversation ended, as the log judges it. The constant's name in lower case is its spelling in the schema.
public enum Outcome {
    /// What the customer came for was done.
    SUCCESS,
    /// It was not done, though the conversation ran to its end.
    FAILURE,
    /// Some of it was done.
    PARTIAL,
    /// One side left before the end, or the conversation was handed over or cut off.
    ABANDONED,
    /// The log does not say.
    UNKNOWN;

    /// The outcome that a word of the schema or one of its common synonyms names, ignoring case; empty for any
    /// other word.
    public static Optional<Outcome> of(String label) {
        return Optional.ofNullable(
                switch (label.strip().toLowerCase(Locale.ROOT)) {
                    case "success", "resolved", "solved" -> SUCCESS;
                    case "failure", "failed", "unresolved", "unsolved" -> FAILURE;
                    case "partial", "partly_solved", "partially_resolved" -> PARTIAL;
                    case "abandoned", "escalated", "transferred" -> ABANDONED;
                    case "unknown", "" -> UNKNOWN;
                    default -> null;
                });
    }

    /// The spelling in the schema.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All spellings of the schema, for messages.
    static String labels() {
        return Arrays.stream(values()).map(Outcome::label).collect(Collectors.joining(", "));
    }
}

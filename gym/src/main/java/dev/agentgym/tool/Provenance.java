package dev.agentgym.tool;

import java.util.List;

/// Why an answer is what it is.
///
/// @param reason one sentence for a person
/// @param conversations ids of logged conversations that show it, at most three
public record Provenance(String reason, List<String> conversations) {

    /// More witnesses do not make an answer easier to check.
    private static final int MAX_WITNESSES = 3;

    /// Keeps the first three witnesses.
    public Provenance {
        conversations = conversations.stream().distinct().limit(MAX_WITNESSES).toList();
    }

    /// A reason that no single conversation shows.
    public static Provenance of(String reason) {
        return new Provenance(reason, List.of());
    }
}

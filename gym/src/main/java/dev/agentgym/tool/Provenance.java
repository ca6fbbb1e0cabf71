package dev.agentgym.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Why an answer is what it is. Immutable.
///
/// @param why one sentence for a person; most answers are never asked for it, so it is put into words only then
/// @param conversations ids of logged conversations that show it, at most three
public record Provenance(@JsonProperty("reason") Lazy<String> why, List<String> conversations) {

    /// More witnesses do not make an answer easier to check.
    static final int MAX_WITNESSES = 3;

    /// Keeps the first three witnesses.
    public Provenance {
        List<String> first = new ArrayList<>(MAX_WITNESSES);
        for (int i = 0; i < conversations.size() && first.size() < MAX_WITNESSES; i++) {
            if (!first.contains(conversations.get(i))) {
                first.add(conversations.get(i));
            }
        }
        conversations = List.copyOf(first.size() == conversations.size() ? conversations : first);
    }

    /// A reason that no single conversation shows.
    public static Provenance of(String reason) {
        return new Provenance(Lazy.of(reason), List.of());
    }

    /// The same witnesses for other words.
    Provenance reworded(UnaryOperator<String> words) {
        return new Provenance(new Lazy<>(() -> words.apply(reason())), conversations);
    }

    /// One sentence for a person.
    public String reason() {
        return why.get();
    }
}

package dev.agentgym.convert;

import dev.agentgym.trace.Outcome;
import java.util.Locale;
import java.util.Optional;

/// What the words of ticket systems say about how a conversation ended.
///
/// A hand-over, a drop or a cut-off is [Outcome#ABANDONED]: it says nothing about the tools. A word that nobody
/// knows is [Outcome#UNKNOWN]; the label itself always stays in the metadata.
final class OutcomeLabels {

    private OutcomeLabels() {}

    /// The outcome that a label names.
    static Outcome read(String label) {
        return Outcome.of(label).or(() -> synonym(label)).orElse(Outcome.UNKNOWN);
    }

    private static Optional<Outcome> synonym(String label) {
        return switch (label.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_")) {
            case "true",
                    "yes",
                    "y",
                    "1",
                    "1.0",
                    "closed",
                    "complete",
                    "completed",
                    "done",
                    "confirmed_resolution",
                    "assumed_resolution",
                    "fixed",
                    "ok" -> Optional.of(Outcome.SUCCESS);
            case "false", "no", "n", "0", "0.0", "not_resolved", "not_solved", "failed_resolution", "rejected" ->
                Optional.of(Outcome.FAILURE);
            case "partially_solved", "partly_resolved", "partially", "partly" -> Optional.of(Outcome.PARTIAL);
            case "dropped",
                    "no_response",
                    "timeout",
                    "timed_out",
                    "transfer",
                    "handoff",
                    "handover",
                    "handed_over",
                    "escalation",
                    "max_steps",
                    "too_many_errors",
                    "cancelled",
                    "canceled",
                    "left" -> Optional.of(Outcome.ABANDONED);
            default -> Optional.empty();
        };
    }

    /// The outcome of a benchmark run: full reward is success, and a run that was cut off is not charged to anyone.
    ///
    /// @param termination why the run ended, empty where nobody says
    static Outcome ofReward(double reward, String termination) {
        if (reward >= 1) {
            return Outcome.SUCCESS;
        }
        return synonym(termination).orElse(Outcome.FAILURE);
    }
}

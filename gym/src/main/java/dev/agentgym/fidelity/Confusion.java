package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collection;
import java.util.function.Predicate;

/// What became of accepted and of refused calls. Immutable.
///
/// @param accepted what the mocker did to calls that the real tool accepted
/// @param refused what the mocker did to calls that the real tool refused
/// @param sameWords how many refused calls it refused in the real tool's own words
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Confusion(Fate accepted, Fate refused, long sameWords) {

    /// Where calls of one class went.
    ///
    /// @param accepted answered as accepted
    /// @param refused answered as refused
    /// @param unanswered abstained from, or guessed
    public record Fate(long accepted, long refused, long unanswered) {

        private static Fate of(Collection<MeasuredCall> calls, Predicate<MeasuredCall> wanted) {
            long accepted = 0;
            long refused = 0;
            long unanswered = 0;
            for (MeasuredCall call : calls) {
                if (wanted.test(call)) {
                    unanswered += call.answered() ? 0 : 1;
                    refused += call.answered() && call.got().isError() ? 1 : 0;
                    accepted += call.answered() && !call.got().isError() ? 1 : 0;
                }
            }
            return new Fate(accepted, refused, unanswered);
        }
    }

    /// Sorts calls by what the real and the mocked tool did.
    public static Confusion of(Collection<MeasuredCall> calls) {
        return new Confusion(
                Fate.of(calls, call -> !call.refused()),
                Fate.of(calls, MeasuredCall::refused),
                calls.stream()
                        .filter(call -> call.answered() && call.refused() && call.right())
                        .count());
    }
}

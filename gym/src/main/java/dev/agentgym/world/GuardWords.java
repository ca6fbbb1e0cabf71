package dev.agentgym.world;

import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Puts the words of guards right that few refusals show. What looks like a constant in them is computed if
/// another guard of the tool says the same with more slots: both are one kind of refusal, met for different reasons.
final class GuardWords {

    private GuardWords() {}

    /// The guards, each with the words that compute the most of what its refusals say.
    static Guards alike(Guards guards, List<Evidence> calls) {
        List<Guard> known = guards.inOrder();
        List<Guard> worded =
                known.stream().map(guard -> worded(guard, known, calls)).toList();
        return new Guards(worded, guards.unexplained());
    }

    private static Guard worded(Guard guard, List<Guard> known, List<Evidence> calls) {
        List<Evidence> own = calls.stream()
                .filter(call -> ToolGuards.says(guard, call))
                .filter(call -> ToolGuards.decides(known, call).equals(Optional.of(guard)))
                .toList();
        return known.stream()
                .filter(other -> !own.isEmpty() && other.slots() > guard.slots())
                .filter(other -> own.stream().allMatch(call -> ToolGuards.says(other, call)))
                .max(Comparator.comparingInt(Guard::slots))
                .map(other -> guard.saying(other.says()))
                .orElse(guard);
    }
}

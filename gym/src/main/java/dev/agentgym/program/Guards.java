package dev.agentgym.program;

import java.util.List;

/// How a tool refuses: its guards in the order in which it checks them. Immutable and safe to share.
///
/// @param inOrder the first guard that holds decides
/// @param unexplained refusals that no guard reproduces
public record Guards(List<Guard> inOrder, List<Unexplained> unexplained) {
    /// Keeps the lists from being changed.
    public Guards {
        inOrder = List.copyOf(inOrder);
        unexplained = List.copyOf(unexplained);
    }

    /// Whether a call is refused, and how. Never throws.
    public Check check(Scope scope) {
        return check(scope, 0);
    }

    private Check check(Scope scope, int first) {
        for (int i = first; i < inOrder.size(); i++) {
            Guard guard = inOrder.get(i);
            switch (guard.when().test(scope)) {
                case TRUE -> {
                    return new Check.Refused(guard, guard.says().eval(scope));
                }
                case FALSE -> {}
                case UNKNOWN -> {
                    return new Check.Undecided(guard, check(scope, i + 1));
                }
            }
        }
        return new Check.Passed();
    }
}

package dev.agentgym.program;

import java.util.Optional;

/// What a search may still spend, counted in evaluated programs: the same on every machine, unlike time. Mutable;
/// one per search.
final class Work {

    private final Optional<Work> whole;
    private long left;

    Work(long left) {
        this(left, Optional.empty());
    }

    private Work(long left, Optional<Work> whole) {
        this.left = left;
        this.whole = whole;
    }

    /// A share that one step of the search may spend; it is taken from the whole as it is used.
    Work share(long most) {
        return new Work(Math.min(most, left), Optional.of(this));
    }

    /// Takes so much away; false when nothing was left before.
    boolean spend(long amount) {
        boolean affordable = left > 0;
        left -= amount;
        whole.ifPresent(other -> other.spend(amount));
        return affordable;
    }

    long left() {
        return left;
    }

    boolean isSpent() {
        return left <= 0;
    }
}

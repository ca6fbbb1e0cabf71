package dev.agentgym.trace;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made when it is first asked for, once. What it is made of is let go then. Safe to share between threads.
public final class Lazy<T> {

    private @Nullable Supplier<T> maker;
    private volatile @Nullable T value;

    /// @param maker makes the value; if it throws, the next that asks tries again
    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /// The value; others that ask while it is made wait for it.
    public T get() {
        T made = value;
        return made == null ? make() : made;
    }

    private synchronized T make() {
        T made = value;
        if (made == null) {
            made = Objects.requireNonNull(maker).get();
            value = made;
            maker = null;
        }
        return made;
    }
}

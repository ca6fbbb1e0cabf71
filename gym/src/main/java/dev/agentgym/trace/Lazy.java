package dev.agentgym.trace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made when it is first asked for, once. What it is made of is let go then. Equal to another that has an
/// equal value. Safe to share between threads.
public final class Lazy<T> {

    private @Nullable Supplier<T> maker;
    private volatile @Nullable T value;

    /// @param maker makes the value; if it throws, the next that asks tries again
    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /// A value that is there already.
    @JsonCreator
    public static <T> Lazy<T> of(T value) {
        Lazy<T> lazy = new Lazy<>(() -> value);
        lazy.get();
        return lazy;
    }

    /// The value; others that ask while it is made wait for it.
    @JsonValue
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

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Lazy<?> lazy && get().equals(lazy.get()));
    }

    @Override
    public int hashCode() {
        return get().hashCode();
    }

    @Override
    public String toString() {
        return get().toString();
    }
}

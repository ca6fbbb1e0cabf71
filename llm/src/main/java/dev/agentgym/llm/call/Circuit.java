package dev.agentgym.llm.call;

import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How a server fares, for all that ask it. Safe to share between threads.
final class Circuit {

    private final int failures;
    private final Duration rest;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private int inARow;
    private Instant closedUntil = Instant.MIN;
    private boolean trying;
    private String why = "";

    Circuit(int failures, Duration rest, InstantSource clock) {
        if (failures < 1) {
            throw new IllegalArgumentException("a breaker needs at least 1 failure, not " + failures);
        }
        this.failures = failures;
        this.rest = rest;
        this.clock = clock;
    }

    /// Whether this is the call that tries for all.
    boolean enter() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (inARow < failures) {
                return false;
            }
            if (now.isBefore(closedUntil) || trying) {
                Duration wait = now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : rest;
                throw new ModelException(
                        "not asked: the last " + inARow + " calls failed (" + why
                                + "), so the server is left alone for " + wait.toSeconds() + " s",
                        new Failure.CircuitOpen(Optional.of(wait)));
            }
            trying = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Says what came of a call.
    ///
    /// @param trial whether it tried for all
    /// @param known whether it says anything about the server
    /// @param broken why the server is broken, if it is
    void leave(boolean trial, boolean known, Optional<String> broken) {
        lock.lock();
        try {
            trying &= !trial;
            if (broken.isPresent()) {
                why = broken.get();
                inARow++;
                closedUntil = clock.instant().plus(rest);
            } else if (known) {
                inARow = 0;
            }
        } finally {
            lock.unlock();
        }
    }
}

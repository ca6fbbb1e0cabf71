package dev.agentgym.rollout;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Waits for a piece of work no longer than it may take.
///
/// Work that is late is interrupted and left alone: an agent that does not heed that goes on by itself, and its
/// answer is thrown away.
///
/// @param limit how long
/// @param ofEpisode whether that is all that is left of the episode
record Deadline(Duration limit, boolean ofEpisode) {

    /// The work was not done in time.
    static final class Missed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean ofEpisode;

        Missed(String message, boolean ofEpisode) {
            super(message);
            this.ofEpisode = ofEpisode;
        }

        /// Whether the episode's time is over with it.
        boolean isOfEpisode() {
            return ofEpisode;
        }
    }

    /// What the work makes; its failures arrive as they are.
    ///
    /// @throws Missed when it takes too long
    /// @throws InterruptedException when the waiting thread is told to stop
    <T> T get(Supplier<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.startVirtualThread(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Missed("no action within " + limit.toMillis() + " ms", ofEpisode);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            task.cancel(true);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException thrown -> thrown;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(failure);
        };
    }
}

package dev.agentgym.llm.call;

import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import java.time.Duration;

/// Lets time pass.
@FunctionalInterface
public interface Sleeper {

    /// Returns after this time.
    ///
    /// @throws InterruptedException when the thread was told to stop
    void sleep(Duration time) throws InterruptedException;

    /// Returns after this time, and not at all when the thread was told to stop.
    ///
    /// @throws ModelException then
    default void pause(Duration time) {
        try {
            sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while waiting to ask", new Failure.Interrupted(), e);
        }
    }
}

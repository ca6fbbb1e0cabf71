package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Bounds the time of all that lies behind it: waiting for a place, every attempt and every pause. Safe to share
/// between threads.
public final class TimeLimit extends Layer {

    private final Duration limit;

    /// Puts a limit around a client.
    public TimeLimit(ModelClient client, Duration limit) {
        super(client);
        this.limit = limit;
    }

    @Override
    Completion around(Request request, Call call) {
        FutureTask<Completion> task = new FutureTask<>(() -> call.ask(request));
        Thread.startVirtualThread(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ModelException(
                    "no answer within " + limit.toMillis() / 1000.0 + " s, all attempts together",
                    new Failure.TimedOut(limit),
                    e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while waiting for an answer", new Failure.Interrupted(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
        }
    }
}

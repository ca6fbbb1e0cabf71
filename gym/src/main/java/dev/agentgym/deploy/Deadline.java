package dev.agentgym.deploy;

import dev.agentgym.trace.ToolCall;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls real tools and waits no longer than they may take. Stateless.
final class Deadline {

    private Deadline() {}

    /// The source's answer, or that there was none in time. The call runs on a virtual thread, which is interrupted
    /// when its time is over.
    static RealAnswer call(ToolSource source, ToolCall call) {
        FutureTask<RealAnswer> task = new FutureTask<>(() -> source.call(call));
        Thread.ofVirtual().name("tool " + call.name()).start(task);
        try {
            return task.get(source.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            return failed(source, call, "gave no answer within " + words(source.deadline()));
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return failed(source, call, "was interrupted before it answered");
        } catch (ExecutionException e) {
            return failed(source, call, "broke: " + e.getCause());
        }
    }

    private static RealAnswer failed(ToolSource source, ToolCall call, String what) {
        return new RealAnswer.Failed(
                call.name() + " of " + source.name() + " " + what + "; whether it did its work is unknown");
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}

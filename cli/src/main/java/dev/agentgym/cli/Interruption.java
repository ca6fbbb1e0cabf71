package dev.agentgym.cli;

import java.time.Duration;

/// What happens on Ctrl-C: the work is interrupted and gets a moment to remove what it had begun to write.
final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Interruption() {}

    static void cleanUpOnInterrupt(Thread worker) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (!worker.isAlive() || isExiting(worker)) {
                return;
            }
            worker.interrupt();
            try {
                worker.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /// A worker that called `System.exit` itself waits for this hook and must not be waited for.
    private static boolean isExiting(Thread worker) {
        for (StackTraceElement frame : worker.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Shutdown")) {
                return true;
            }
        }
        return false;
    }
}

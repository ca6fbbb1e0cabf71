package dev.agentgym.cli;

import java.time.Duration;

/// What happens on Ctrl-C: the work is interrupted and gets a moment to remove what it had begun to write.
final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Interruption() {}

    static void cleanUpOnInterrupt(Thread worker) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (!worker.isAlive() || isExiting(worker)) {
                return;
            }
            worker.interrupt();
            await(worker);
        }));
    }

    private static void await(Thread worker) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (worker.isAlive() && !isExiting(worker) && System.nanoTime() < end) {
                worker.join(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the work of the current thread if it was asked to end.
    static void endIfAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }

    /// The work was ended from outside.
    static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted; what had been begun was removed");
        }
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

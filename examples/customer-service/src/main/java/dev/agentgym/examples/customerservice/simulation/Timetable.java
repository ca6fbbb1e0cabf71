package dev.agentgym.examples.customerservice.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Lets conversations that overlap in time be written each as straight code, yet happen in the order of time.
///
/// A discrete-event simulation: every conversation has a virtual thread, but only one runs at any moment, the one
/// that is due next (ties go to the one that entered first). So the outcome never depends on how threads are
/// scheduled.
final class Timetable {

    private final PriorityQueue<Seat> waiting =
            new PriorityQueue<>(Comparator.comparing(Seat::due).thenComparingInt(Seat::number));
    private final Semaphore returned = new Semaphore(0);
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private int seats;

    /// Enters a conversation that begins at a time.
    void enter(Instant start, Consumer<Seat> conversation) {
        waiting.add(new Seat(seats++, start, conversation));
    }

    /// Runs everything to its end, telling the clock each time before it is used.
    void run(Consumer<Instant> clock) {
        for (Seat seat = waiting.poll(); seat != null; seat = waiting.poll()) {
            clock.accept(seat.due());
            seat.takeTurn();
            returned.acquireUninterruptibly();
            RuntimeException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
        }
    }

    /// The place of one conversation in the timetable.
    final class Seat {

        private final int number;
        private final Consumer<Seat> conversation;
        private final Semaphore turn = new Semaphore(0);
        private Instant due;
        private boolean started;

        private Seat(int number, Instant start, Consumer<Seat> conversation) {
            this.number = number;
            this.due = start;
            this.conversation = conversation;
        }

        int number() {
            return number;
        }

        /// The present of this conversation while it runs.
        Instant due() {
            return due;
        }

        /// Lets time pass and others take their turn.
        void waitUntil(Instant time) {
            due = time;
            waiting.add(this);
            returned.release();
            turn.acquireUninterruptibly();
        }

        private void takeTurn() {
            if (started) {
                turn.release();
                return;
            }
            started = true;
            Thread.ofVirtual().start(() -> {
                try {
                    conversation.accept(this);
                } catch (RuntimeException e) {
                    failure.set(e);
                } finally {
                    returned.release();
                }
            });
        }
    }
}

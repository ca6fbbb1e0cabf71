package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps to the rates that an account has for a model. Safe to share between threads; calls go in the order in
/// which they came.
///
/// The generic cell rate algorithm (ITU-T I.371), once for calls and once for tokens: each call books the next free
/// time, so that waiting costs no polling. When the server says that it was too much all the same, everybody waits
/// as long as it asks.
public final class RateLimit extends Layer {

    /// What an account may.
    ///
    /// @param atOnce calls under way at the same time, at least 1
    /// @param callsPerMinute at least 1
    /// @param tokensPerMinute at least 1, of requests and of what they may be answered with
    public record Rates(int atOnce, int callsPerMinute, long tokensPerMinute) {

        /// Sixty-four at once, otherwise as fast as the server answers.
        public static final Rates DEFAULT = new Rates(64, Integer.MAX_VALUE, Long.MAX_VALUE);

        /// Refuses rates at which nothing could be asked.
        public Rates {
            if (atOnce < 1 || callsPerMinute < 1 || tokensPerMinute < 1) {
                throw new IllegalArgumentException("rates are at least 1, not " + atOnce + " at once, " + callsPerMinute
                        + " calls and " + tokensPerMinute + " tokens a minute");
            }
        }
    }

    /// When the next unit of something is free.
    private static final class Meter {

        private static final double MINUTE = Duration.ofMinutes(1).toNanos();

        private final double nanosPerUnit;
        private Instant free = Instant.MIN;

        Meter(double perMinute) {
            nanosPerUnit = MINUTE / perMinute;
        }

        Instant book(double units, Instant now) {
            Instant start = free.isAfter(now) ? free : now;
            free = start.plusNanos((long) (units * nanosPerUnit));
            return start;
        }

        void pauseUntil(Instant time) {
            free = free.isAfter(time) ? free : time;
        }
    }

    private final Semaphore places;
    private final Meter calls;
    private final Meter tokens;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final ReentrantLock lock = new ReentrantLock(true);

    /// Puts limits around a client.
    public RateLimit(ModelClient client, Rates rates, InstantSource clock, Sleeper sleeper) {
        super(client);
        this.places = new Semaphore(rates.atOnce(), true);
        this.calls = new Meter(rates.callsPerMinute());
        this.tokens = new Meter(rates.tokensPerMinute());
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    Completion around(Request request, Call call) {
        Duration wait = book(Estimate.of(request).all());
        if (wait.isPositive()) {
            sleeper.pause(wait);
        }
        enter();
        try {
            return call.ask(request);
        } catch (ModelException e) {
            if (e.failure() instanceof Failure.RateLimited limited) {
                limited.retryAfter().ifPresent(this::pause);
            }
            throw e;
        } finally {
            places.release();
        }
    }

    private Duration book(long size) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant byCalls = calls.book(1.0, now);
            Instant byTokens = tokens.book((double) size, now);
            return Duration.between(now, byCalls.isAfter(byTokens) ? byCalls : byTokens);
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration asked) {
        lock.lock();
        try {
            calls.pauseUntil(clock.instant().plus(asked));
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while waiting for a place", new Failure.Interrupted(), e);
        }
    }
}

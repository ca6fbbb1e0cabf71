package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// Asks again when a failure may pass. Safe to share between threads.
///
/// The pause before attempt n + 1 is drawn evenly from `[0, min(longestPause, firstPause · 2ⁿ⁻¹)]` ("full jitter",
/// Brooker 2015), so that many callers do not come back in step. Where the server says how long to wait, that comes
/// first and the drawn pause on top of it. A pause that would end after the deadline is not begun: the failure is
/// reported at once instead. A stream of which something was heard is not begun again.
public final class Retries extends Layer {

    /// How often and how long.
    ///
    /// @param attempts the most calls of the model for one request, at least 1
    /// @param firstPause the most that is waited after the first attempt
    /// @param longestPause the most that is waited unless the server asks for more
    /// @param deadline from the first attempt on; no attempt begins after it
    public record Schedule(int attempts, Duration firstPause, Duration longestPause, Duration deadline) {

        /// Four attempts within two minutes.
        public static final Schedule DEFAULT =
                new Schedule(4, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMinutes(2));

        /// Refuses fewer than one attempt.
        public Schedule {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts is at least 1, not " + attempts);
            }
        }
    }

    private final Schedule schedule;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final DoubleSupplier random;

    /// Puts retries around a client.
    ///
    /// @param random draws evenly from [0, 1); called from every thread that asks
    public Retries(ModelClient client, Schedule schedule, InstantSource clock, Sleeper sleeper, DoubleSupplier random) {
        super(client);
        this.schedule = schedule;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /// Puts a schedule around a client, with the time of the machine.
    public static Retries around(ModelClient client, Schedule schedule) {
        return new Retries(
                client,
                schedule,
                InstantSource.system(),
                Thread::sleep,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Override
    Completion around(Request request, Call call) {
        Instant start = clock.instant();
        for (int attempt = 1; ; attempt++) {
            try {
                return call.ask(request);
            } catch (ModelException e) {
                Duration pause = pause(attempt, e.failure());
                Duration spent = Duration.between(start, clock.instant());
                boolean late = spent.plus(pause).compareTo(schedule.deadline()) > 0;
                boolean again = e.failure().isRetryable() && !call.isHeard();
                if (!again || attempt == schedule.attempts() || late) {
                    throw attempt == 1 && !late ? e : exhausted(e, attempt, spent);
                }
                sleeper.pause(pause);
            }
        }
    }

    private Duration pause(int attempt, Failure failure) {
        double doubled = Math.scalb((double) schedule.firstPause().toMillis(), attempt - 1);
        double ceiling = Math.min((double) schedule.longestPause().toMillis(), doubled);
        Duration drawn = Duration.ofMillis((long) (random.getAsDouble() * ceiling));
        return failure.retryAfter().orElse(Duration.ZERO).plus(drawn);
    }

    private static ModelException exhausted(ModelException last, int attempts, Duration spent) {
        String asked = last.failure()
                .retryAfter()
                .map(time -> "; the server asks to wait " + time.toSeconds() + " s")
                .orElse("");
        String tried = attempts == 1 ? " after 1 attempt" : " after " + attempts + " attempts";
        return new ModelException(
                last.getMessage() + tried + " over " + spent.toSeconds() + " s" + asked, last.failure(), last);
    }
}

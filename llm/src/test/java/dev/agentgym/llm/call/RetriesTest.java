package dev.agentgym.llm.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RetriesTest {

    private static final Request HELLO = new Request(List.of(Message.User.says("hello")), List.of(), Sampling.DEFAULT);
    private static final Completion HI = new Completion("hi", List.of(), Optional.empty(), "STOP", "m");
    private static final Failure LIMITED = new Failure.RateLimited(Optional.empty());
    private static final Retries.Schedule SCHEDULE =
            new Retries.Schedule(4, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(60));

    private final Deque<Failure> failures = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private int asked;

    private Completion model(Request request) {
        asked++;
        now = now.plusSeconds(1);
        if (failures.isEmpty()) {
            return HI;
        }
        throw new ModelException("429 from m", failures.remove());
    }

    private void sleep(Duration pause) {
        pauses.add(pause);
        now = now.plus(pause);
    }

    private Retries retries(double drawn) {
        return new Retries(this::model, SCHEDULE, () -> now, this::sleep, () -> drawn);
    }

    private ModelException failure(Retries retries) {
        return catchThrowableOfType(ModelException.class, () -> retries.complete(HELLO));
    }

    @Test
    void a_failure_that_passes_is_never_seen() {
        failures.addAll(List.of(LIMITED, new Failure.Overloaded(503, Optional.empty())));

        assertThat(retries(0.5).complete(HELLO)).isEqualTo(HI);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void pauses_double_up_to_the_longest_and_are_drawn() {
        failures.addAll(List.of(LIMITED, LIMITED, LIMITED));

        retries(0.5).complete(HELLO);

        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1000), Duration.ofMillis(1500));
    }

    @Test
    void the_server_decides_how_long_to_wait_at_least() {
        failures.add(new Failure.RateLimited(Optional.of(Duration.ofSeconds(20))));

        retries(0.5).complete(HELLO);

        assertThat(pauses).containsExactly(Duration.ofMillis(20_500));
    }

    @Test
    void after_the_last_attempt_the_message_says_how_many_there_were_and_how_long_it_took() {
        failures.addAll(List.of(LIMITED, LIMITED, LIMITED, LIMITED, LIMITED));

        ModelException e = failure(retries(0.5));

        assertThat(asked).isEqualTo(4);
        assertThat(pauses).hasSize(3);
        assertThat(e).hasMessage("429 from m after 4 attempts over 7 s");
        assertThat(e.failure()).isEqualTo(LIMITED);
    }

    @Test
    void a_wait_beyond_the_deadline_is_not_begun() {
        failures.add(new Failure.RateLimited(Optional.of(Duration.ofHours(2))));

        ModelException e = failure(retries(0.5));

        assertThat(pauses).isEmpty();
        assertThat(e).hasMessage("429 from m after 1 attempt over 1 s; the server asks to wait 7200 s");
    }

    @Test
    void what_cannot_pass_is_not_tried_again() {
        for (Failure failure : List.of(
                new Failure.BadRequest(400),
                new Failure.Unauthenticated(401),
                new Failure.Malformed(),
                new Failure.Interrupted())) {
            failures.add(failure);
            asked = 0;

            assertThat(failure(retries(0.5)))
                    .hasMessage("429 from m")
                    .extracting(ModelException::failure)
                    .isEqualTo(failure);
            assertThat(asked).isOne();
        }
    }

    @Test
    void what_can_pass_is_tried_again() {
        failures.addAll(List.of(
                new Failure.TimedOut(Duration.ofSeconds(1)), new Failure.Disconnected(), new Failure.Unreachable()));

        assertThat(retries(0).complete(HELLO)).isEqualTo(HI);
    }

    @Test
    void an_interrupt_during_the_pause_ends_the_wait_and_stays_set() {
        failures.add(LIMITED);
        Retries retries = new Retries(
                this::model,
                SCHEDULE,
                () -> now,
                pause -> {
                    throw new InterruptedException();
                },
                () -> 0);

        assertThat(failure(retries).failure()).isEqualTo(new Failure.Interrupted());
        assertThat(Thread.interrupted()).isTrue();
    }
}

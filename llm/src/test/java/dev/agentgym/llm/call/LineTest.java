package dev.agentgym.llm.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LineTest {

    private static final ModelName MODEL = new ModelName("server", "http://one", "m");
    private static final Failure BROKEN = new Failure.Overloaded(500, Optional.empty());

    private Instant now = Instant.EPOCH;

    private Failure failure(ModelClient client) {
        return catchThrowableOfType(ModelException.class, () -> client.complete(CannedModel.ask("hi")))
                .failure();
    }

    @Test
    void a_server_that_fails_again_and_again_is_left_alone_and_tried_by_one() {
        CannedModel model = new CannedModel(call -> call <= 4 ? Optional.of(BROKEN) : Optional.empty());
        CircuitBreaker breaker = new CircuitBreaker(model, 3, Duration.ofSeconds(10), () -> now);

        IntStream.range(0, 3).forEach(n -> assertThat(failure(breaker)).isEqualTo(BROKEN));
        assertThat(failure(breaker)).isEqualTo(new Failure.CircuitOpen(Optional.of(Duration.ofSeconds(10))));
        assertThat(model.calls.get()).isEqualTo(3);

        now = now.plusSeconds(10);
        assertThat(failure(breaker)).as("the trial fails").isEqualTo(BROKEN);
        assertThat(failure(breaker)).isInstanceOf(Failure.CircuitOpen.class);
        now = now.plusSeconds(10);
        assertThat(breaker.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 5");
        assertThat(breaker.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 6");
    }

    // "Left alone" alone does not tell whoever mistyped an address what to put right.
    @Test
    void who_is_not_asked_any_more_is_told_what_went_wrong() {
        CircuitBreaker breaker = new CircuitBreaker(
                request -> {
                    throw new ModelException("no connection to http://nowhere", BROKEN);
                },
                2,
                Duration.ofSeconds(10),
                () -> now);
        failure(breaker);
        failure(breaker);

        assertThat(refused(breaker)).hasMessageContainingAll("left alone", "no connection to http://nowhere");
    }

    @Test
    void while_one_tries_nobody_else_does() throws Exception {
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        CircuitBreaker breaker = new CircuitBreaker(
                request -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new ModelException("broken", BROKEN);
                    }
                    trying.countDown();
                    CannedModel.await(answer);
                    return new Completion("up again", List.of(), Optional.empty(), "stop", "m");
                },
                1,
                Duration.ofSeconds(10),
                () -> now);
        failure(breaker);
        now = now.plusSeconds(10);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> breaker.complete(CannedModel.ask("hi")));
            trying.await();
            assertThat(failure(breaker)).isInstanceOf(Failure.CircuitOpen.class);
            answer.countDown();
        }
        assertThat(calls.get()).isEqualTo(2);
    }

    @Test
    void refusals_of_single_requests_do_not_break_the_circuit() {
        CannedModel model = new CannedModel(call -> Optional.of(call % 2 == 0 ? BROKEN : new Failure.BadRequest(400)));
        CircuitBreaker breaker = new CircuitBreaker(model, 2, Duration.ofSeconds(10), () -> now);

        IntStream.range(0, 10).forEach(n -> failure(breaker));

        assertThat(model.calls.get()).isEqualTo(10);
    }

    @Test
    void calls_keep_to_the_rate_of_the_account() {
        List<Duration> pauses = new ArrayList<>();
        RateLimit limit =
                new RateLimit(new CannedModel(), new RateLimit.Rates(9, 60, Long.MAX_VALUE), () -> now, pauses::add);

        IntStream.range(0, 4).forEach(n -> limit.complete(CannedModel.ask("hi")));

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
        now = now.plusSeconds(60);
        limit.complete(CannedModel.ask("hi"));
        assertThat(pauses).as("an idle minute is forgotten, not saved up").hasSize(3);
    }

    private ModelException refused(ModelClient client) {
        return catchThrowableOfType(ModelException.class, () -> client.complete(CannedModel.ask("hi")));
    }

    // Agent and judge behind one model have one account.
    @Test
    void all_roles_that_ask_one_model_share_its_rate_and_its_breaker() throws Exception {
        Retries.Schedule once = new Retries.Schedule(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        Line line = new Line(
                once, new RateLimit.Rates(1, 1000, 1_000_000), 2, Duration.ofMinutes(1), Duration.ofSeconds(20));
        Switchboard board = new Switchboard(line, RateTable.NONE);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ModelClient slow = request -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            asked.countDown();
            CannedModel.await(answer);
            atOnce.decrementAndGet();
            throw new ModelException("broken", BROKEN);
        };
        ModelClient agent = board.open(slow, MODEL, Optional.empty(), Optional.empty());
        ModelClient judge = board.open(slow, MODEL, Optional.empty(), Optional.empty());

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> refused(agent));
            asked.await();
            threads.execute(() -> refused(judge));
            answer.countDown();
        }

        assertThat(most.get()).isEqualTo(1);
        assertThat(failure(agent)).as("one failure of each role").isInstanceOf(Failure.CircuitOpen.class);
        ModelClient other = board.open(
                new CannedModel(), new ModelName("server", "http://two", "m"), Optional.empty(), Optional.empty());
        assertThat(other.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 1");
    }

    @Test
    void rates_are_read_from_a_file_by_the_longest_beginning_of_a_name(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rates.json"), """
                {"models": {"gemini:": {"at_once": 4, "calls_per_minute": 15},
                            "gemini:gemini-2.5-pro": {"tokens_per_minute": 5000000000}}}""");
        RateTable rates = RateTable.of(Map.of("AGENT_GYM_RATES", file.toString()));

        assertThat(rates.of(new ModelName("gemini", "x", "gemini-2.5-flash")))
                .hasValue(new RateLimit.Rates(4, 15, Long.MAX_VALUE));
        assertThat(rates.of(new ModelName("gemini", "x", "gemini-2.5-pro")))
                .hasValue(new RateLimit.Rates(64, Integer.MAX_VALUE, 5_000_000_000L));
        assertThat(rates.of(MODEL)).isEmpty();
        assertThat(RateTable.of(Map.of()).of(MODEL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"at_once\": 0} | at least 1",
                "{\"at_once\": 1.5} | at_once is a whole number, not 1.5",
                "{\"calls_per_minute\": 99999999999} | calls_per_minute is a whole number, not 99999999999",
                "{\"tokens_per_minute\": \"many\"} | tokens_per_minute is a whole number"
            })
    void rates_that_cannot_be_are_refused_with_the_file_and_the_model(
            String rates, String message, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rates.json"), "{\"models\": {\"gemini:\": " + rates + "}}");

        assertThatThrownBy(() -> RateTable.of(Map.of("AGENT_GYM_RATES", file.toString())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("rates.json cannot be read: gemini:")
                .hasMessageContaining(message);
    }

    @Test
    void tokens_keep_to_the_rate_of_the_account() {
        List<Duration> pauses = new ArrayList<>();
        Request question = CannedModel.ask("hi");
        long size = Estimate.of(question).all();
        RateLimit limit = new RateLimit(
                new CannedModel(), new RateLimit.Rates(9, Integer.MAX_VALUE, size * 2), () -> now, pauses::add);

        IntStream.range(0, 3).forEach(n -> limit.complete(question));

        assertThat(pauses).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void when_the_server_asks_to_wait_everybody_waits() {
        List<Duration> pauses = new ArrayList<>();
        Failure limited = new Failure.RateLimited(Optional.of(Duration.ofSeconds(7)));
        RateLimit limit = new RateLimit(
                new CannedModel(call -> call == 1 ? Optional.of(limited) : Optional.empty()),
                RateLimit.Rates.DEFAULT,
                () -> now,
                pauses::add);

        assertThat(failure(limit)).isEqualTo(limited);
        limit.complete(CannedModel.ask("hi"));

        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void no_more_calls_are_under_way_than_allowed() {
        Semaphore free = new Semaphore(3);
        RateLimit limit = new RateLimit(
                request -> {
                    assertThat(free.tryAcquire()).isTrue();
                    Thread.onSpinWait();
                    free.release();
                    return new Completion("", List.of(), Optional.empty(), "", "m");
                },
                new RateLimit.Rates(3, Integer.MAX_VALUE, Long.MAX_VALUE),
                () -> now,
                pause -> {});

        IntStream.range(0, 200).parallel().forEach(n -> limit.complete(CannedModel.ask("hi")));

        assertThat(free.availablePermits()).isEqualTo(3);
    }

    @Test
    void what_takes_too_long_is_stopped_with_all_its_attempts() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        TimeLimit limit = new TimeLimit(
                request -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(5));
                    } catch (InterruptedException e) {
                        stopped.countDown();
                    }
                    throw new ModelException("too late", BROKEN);
                },
                Duration.ofMillis(100));

        assertThat(failure(limit)).isEqualTo(new Failure.TimedOut(Duration.ofMillis(100)));
        assertThat(stopped.await(30, TimeUnit.SECONDS))
                .as("the attempt was interrupted")
                .isTrue();
    }

    // Each call waits until all are under way: on a pool of a few threads this never ends.
    @Test
    void five_hundred_callers_are_under_way_at_the_same_time() {
        CyclicBarrier all = new CyclicBarrier(500);
        Line wide = new Line(
                Retries.Schedule.DEFAULT,
                new RateLimit.Rates(500, Integer.MAX_VALUE, Long.MAX_VALUE),
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(50));
        ModelClient client = wide.around(
                request -> {
                    try {
                        all.await();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new ModelException("alone", BROKEN, e);
                    }
                    return new Completion("together", List.of(), Optional.empty(), "stop", "m");
                },
                MODEL);
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500)
                    .forEach(n -> threads.execute(() -> {
                        client.complete(CannedModel.ask("hi " + n));
                        answered.incrementAndGet();
                    }));
        }
        assertThat(answered.get()).isEqualTo(500);
    }

    @Test
    void what_is_in_the_cache_costs_nothing(@TempDir Path folder) {
        CannedModel model = new CannedModel();
        Budget budget = new Budget(Limits.calls(1));
        try (AnswerStore store = new AnswerStore(folder.resolve("c.sqlite"))) {
            ModelClient client = Line.DEFAULT.around(
                    model,
                    MODEL,
                    Optional.of(new Line.Account(budget, "agent", Prices.of(Map.of()))),
                    Optional.of(store));

            IntStream.range(0, 5).forEach(n -> client.complete(CannedModel.ask("hi")));
        }
        assertThat(model.calls.get()).isEqualTo(1);
        assertThat(budget.spent().calls()).isEqualTo(1);
    }

    // Whoever has heard half an answer must not hear it again from the beginning.
    @Test
    void a_stream_of_which_something_was_heard_is_not_begun_again() {
        AtomicInteger calls = new AtomicInteger();
        ModelClient breaking = new ModelClient() {
            @Override
            public Completion complete(Request request) {
                throw new AssertionError("streams only");
            }

            @Override
            public Completion stream(Request request, Consumer<String> heard) {
                if (calls.incrementAndGet() > 1) {
                    heard.accept("half");
                }
                throw new ModelException("cut", new Failure.Disconnected());
            }
        };
        List<String> heard = new ArrayList<>();
        Retries retries = new Retries(breaking, Retries.Schedule.DEFAULT, () -> Instant.EPOCH, pause -> {}, () -> 0.5);

        assertThatThrownBy(() -> retries.stream(CannedModel.ask("hi"), heard::add))
                .isInstanceOf(ModelException.class);
        assertThat(calls.get()).as("once before anything was heard").isEqualTo(2);
        assertThat(heard).containsExactly("half");
    }

    // What was given up on goes on talking on its own thread, into the next answer on the screen.
    @Test
    void after_a_time_out_nothing_more_is_heard() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch talked = new CountDownLatch(1);
        ModelClient slow = new ModelClient() {
            @Override
            public Completion complete(Request request) {
                throw new AssertionError("streams only");
            }

            @Override
            public Completion stream(Request request, Consumer<String> heard) {
                heard.accept("in time");
                while (over.getCount() > 0) {
                    CannedModel.await(over);
                }
                heard.accept("too late");
                talked.countDown();
                throw new ModelException("late", BROKEN);
            }
        };
        List<String> heard = new CopyOnWriteArrayList<>();
        TimeLimit limit = new TimeLimit(slow, Duration.ofMillis(100));

        assertThatThrownBy(() -> limit.stream(CannedModel.ask("hi"), heard::add))
                .isInstanceOf(ModelException.class);
        over.countDown();
        talked.await();

        assertThat(heard).containsExactly("in time");
    }

    @Test
    void a_stream_is_paid_for_like_an_answer() {
        Budget budget = new Budget(Limits.calls(1));
        ModelClient client = Line.DEFAULT.around(
                new CannedModel(),
                MODEL,
                Optional.of(new Line.Account(budget, "agent", Prices.of(Map.of()))),
                Optional.empty());

        client.stream(CannedModel.ask("hi"), text -> {});

        assertThat(budget.spent().tokens()).isEqualTo(15);
        assertThatThrownBy(() -> client.stream(CannedModel.ask("hi"), text -> {}))
                .hasMessageContaining("budget");
    }
}

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
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheTest {

    private static final ModelName MODEL = new ModelName("openai", "http://one", "m");

    @TempDir
    private Path folder;

    private AnswerStore store;

    @BeforeEach
    void open() {
        store = new AnswerStore(folder.resolve("cache.sqlite"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_run_that_was_made_before_makes_no_call() {
        CannedModel model = new CannedModel();
        List<Request> questions = IntStream.range(0, 50)
                .mapToObj(n -> CannedModel.ask("question " + n))
                .toList();
        Cache first = new Cache(model, store, MODEL);
        List<Completion> fresh = questions.stream().map(first::complete).toList();
        store.close();
        store = new AnswerStore(folder.resolve("cache.sqlite"));
        Cache second = new Cache(model, store, MODEL);

        assertThat(questions.stream().map(second::complete)).containsExactlyElementsOf(fresh);
        assertThat(model.calls.get()).isEqualTo(50);
        assertThat(second.hits()).isEqualTo(50);
    }

    // DSPy leaves the address out of its key, so that a fake server and a real one share their answers.
    @Test
    void another_address_model_schema_sampling_or_rollout_is_another_question() {
        CannedModel model = new CannedModel();
        Request question = CannedModel.ask("hi");
        Cache cache = new Cache(model, store, MODEL);

        cache.complete(question);
        new Cache(model, store, new ModelName("openai", "http://two", "m")).complete(question);
        new Cache(model, store, new ModelName("openai", "http://one", "n")).complete(question);
        cache.complete(question.again(1));
        cache.complete(question.with(Sampling.steady(1)));
        cache.complete(question.answeredBy(Json.object().put("type", "object")));
        cache.complete(
                new Request(question.messages(), List.of(new ToolSchema("t", "", Json.object())), Sampling.DEFAULT));
        assertThat(model.calls.get()).isEqualTo(7);

        cache.complete(question.again(1));
        assertThat(model.calls.get()).isEqualTo(7);
    }

    @Test
    void an_answer_is_kept_whole() {
        Completion whole = new Completion(
                "text",
                List.of(new ToolCall(
                        "c1", "get", Json.object().put("id", 1), Map.of("thought_signature", Json.of("sig")))),
                Optional.of(new Completion.Usage(1, 2, 3, 4)),
                "WEIRD",
                "m-1",
                List.of(new Completion.TokenProbability("t", -0.5)));
        AtomicInteger calls = new AtomicInteger();
        ModelClient model = request -> {
            calls.incrementAndGet();
            return whole;
        };

        new Cache(model, store, MODEL).complete(CannedModel.ask("hi"));

        assertThat(new Cache(model, store, MODEL).complete(CannedModel.ask("hi")))
                .isEqualTo(whole);
        assertThat(calls.get()).isEqualTo(1);
    }

    @Test
    void who_asks_the_same_at_the_same_time_shares_one_call() throws Exception {
        CannedModel model = new CannedModel();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Cache cache = new Cache(
                request -> {
                    asked.countDown();
                    CannedModel.await(answer);
                    return model.complete(request);
                },
                store,
                MODEL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Completion>> answers = IntStream.range(0, 20)
                    .mapToObj(n -> threads.submit(() -> cache.complete(CannedModel.ask("hi"))))
                    .toList();
            asked.await();
            answer.countDown();
            for (Future<Completion> each : answers) {
                assertThat(each.get().text()).isEqualTo("answer 1");
            }
        }
        assertThat(model.calls.get()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_known_is_heard_at_once() {
        Cache cache = new Cache(new CannedModel(), store, MODEL);
        Completion known = cache.complete(CannedModel.ask("hi"));
        List<String> heard = new ArrayList<>();

        assertThat(cache.stream(CannedModel.ask("hi"), heard::add)).isEqualTo(known);
        assertThat(heard).containsExactly(known.text());
    }

    // Whoever waits for another's stream hears no piece of it, and would hear nothing at all.
    @Test
    void who_asks_what_is_being_streamed_hears_it_too() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Cache cache = new Cache(
                request -> {
                    asked.countDown();
                    CannedModel.await(answer);
                    return new CannedModel().complete(request);
                },
                store,
                MODEL);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Completion> leader = threads.submit(() -> cache.stream(CannedModel.ask("hi"), first::add));
            asked.await();
            Future<Completion> follower = threads.submit(() -> cache.stream(CannedModel.ask("hi"), second::add));
            answer.countDown();
            assertThat(leader.get()).isEqualTo(follower.get());
        }
        assertThat(first).containsExactly("answer 1");
        assertThat(second).containsExactly("answer 1");
    }

    @Test
    void a_failure_is_told_and_not_kept() {
        CannedModel model = new CannedModel(
                call -> call == 1 ? Optional.of(new Failure.Overloaded(500, Optional.empty())) : Optional.empty());
        Cache cache = new Cache(model, store, MODEL);

        assertThatThrownBy(() -> cache.complete(CannedModel.ask("hi"))).isInstanceOf(ModelException.class);
        assertThat(cache.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 2");
    }

    @Test
    void a_file_that_is_no_cache_is_named() {
        assertThatThrownBy(() -> new AnswerStore(folder.resolve("no/such/folder.sqlite")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("folder.sqlite");
    }

    @Test
    void a_recording_answers_without_a_model_and_never_guesses() {
        Path file = folder.resolve("recording.jsonl");
        CannedModel model =
                new CannedModel(call -> call == 2 ? Optional.of(new Failure.Disconnected()) : Optional.empty());
        Recorder recorder = new Recorder(model, file);
        recorder.complete(CannedModel.ask("hi"));
        assertThatThrownBy(() -> recorder.complete(CannedModel.ask("hi"))).isInstanceOf(ModelException.class);
        recorder.complete(CannedModel.ask("hi"));
        Request tooled = new Request(
                List.of(
                        Message.User.says("x"),
                        Message.Assistant.calls(List.of(new ToolCall("c", "t", Json.object())))),
                List.of(),
                Sampling.steady(3));
        recorder.stream(tooled, text -> {});

        Replay replay = new Replay(file);

        assertThat(replay.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 1");
        assertThat(replay.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 3");
        assertThat(replay.complete(CannedModel.ask("hi")).text()).isEqualTo("answer 3");
        assertThat(replay.complete(tooled).text()).isEqualTo("answer 4");
        List<String> heard = new ArrayList<>();
        replay.stream(tooled, heard::add);
        assertThat(heard).containsExactly("answer 4");
        assertThat(catchThrowableOfType(ModelException.class, () -> replay.complete(CannedModel.ask("bye")))
                        .failure())
                .isEqualTo(new Failure.Unrecorded());
    }
}

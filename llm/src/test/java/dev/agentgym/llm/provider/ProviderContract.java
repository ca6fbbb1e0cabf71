package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.call.Retries;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every provider owes, over a loopback server that speaks its REST shape.
@Timeout(30)
abstract class ProviderContract {

    static final ToolSchema GET_ORDER = ToolSchema.of(Json.parse("""
            {"name": "get_order", "description": "Finds an order.", "parameters": {"type": "object",
             "properties": {"id": {"type": "string", "pattern": "^W\\\\d+$"}}, "required": ["id"]}}"""));
    static final ObjectNode VERDICT = (ObjectNode) Json.parse("""
            {"type": "object", "properties": {"good": {"type": "boolean"}}, "required": ["good"]}""");
    static final Request HELLO = new Request(List.of(Message.User.says("hello")), List.of(GET_ORDER), Sampling.DEFAULT);

    LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    abstract BiFunction<Endpoint, Request, Dialect> dialect();

    /// The path of the API's root on the server.
    abstract String root();

    /// An answer that says this, stopped by this word.
    abstract String saying(String text, String finishReason);

    /// An answer that makes these calls of `get_order`.
    abstract String calling(List<String> orders);

    /// What [#saying] says as a stream in two pieces, each as it stands on the wire, with 9 and 4 tokens.
    abstract List<String> streamed(String first, String second, String finishReason);

    /// What [#calling] says as a stream, the arguments in pieces where the provider does that.
    abstract List<String> streamedCalls(List<String> orders);

    /// The content type of streams.
    String streamType() {
        return "text/event-stream";
    }

    /// The tool's schema in a request.
    abstract JsonNode declared(JsonNode body);

    /// Where the answer's schema stands in a request.
    abstract JsonNode schema(JsonNode body);

    /// An answer that follows the schema.
    String following(String json) {
        return saying(json.replace("\"", "\\\""), "stop");
    }

    /// Whether the results of two calls stand in a request, each with its id.
    abstract void assertAnswered(JsonNode body, String first, String second);

    ModelClient client(Duration timeout) {
        return new LibraryClient(
                new Endpoint("test", server.url() + root(), "model-1", LoopbackServer.KEY, timeout),
                dialect(),
                InstantSource.fixed(LoopbackServer.NOW));
    }

    ModelClient client() {
        return client(Duration.ofSeconds(20));
    }

    private Failure failure(Request request) {
        return catchThrowableOfType(ModelException.class, () -> client().complete(request))
                .failure();
    }

    @Test
    void text_comes_back_with_usage_and_the_servers_own_finish_reason() {
        server.answers(saying("Good day.", "stop"));

        Completion completion = client().complete(HELLO);

        assertThat(completion.text()).isEqualTo("Good day.");
        assertThat(completion.finishReason()).isEqualTo("stop");
        assertThat(completion.usage().orElseThrow().input()).isEqualTo(9);
        assertThat(completion.usage().orElseThrow().output()).isEqualTo(4);
        assertThat(completion.model()).isEqualTo("model-1-exact");
    }

    @Test
    void a_finish_reason_that_nobody_knew_is_handed_on() {
        server.answers(saying("Good day.", "tired"));

        assertThat(client().complete(HELLO).finishReason()).isEqualTo("tired");
    }

    @Test
    void a_tool_is_declared_with_its_schema() {
        server.answers(saying("hi", "stop"));

        client().complete(HELLO);

        assertThat(declared(server.body()).at("/properties/id").toString()).contains("W");
        assertThat(declared(server.body()).path("required")).isEqualTo(Json.parse("[\"id\"]"));
    }

    @Test
    void parallel_calls_come_back_in_order_each_with_an_id_of_its_own() {
        server.answers(calling(List.of("W1", "W2")));

        List<ToolCall> calls = client().complete(HELLO).toolCalls();

        assertThat(calls)
                .extracting(call -> call.arguments().path("id").asText())
                .containsExactly("W1", "W2");
        assertThat(calls).extracting(ToolCall::name).containsOnly("get_order");
        assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void the_answers_of_parallel_calls_go_back_with_their_calls() {
        server.answers(saying("done", "stop"));
        List<ToolCall> calls = List.of(
                new ToolCall("a", "get_order", Json.object().put("id", "W1")),
                new ToolCall("b", "get_order", Json.object().put("id", "W2")));

        client().complete(new Request(
                List.of(
                        new Message.SystemPrompt("Be kind.", Details.NONE),
                        Message.User.says("hello"),
                        Message.Assistant.calls(calls),
                        new Message.Tool("a", "get_order", Json.object().put("s", "open"), false, Details.NONE),
                        new Message.Tool("b", "get_order", Json.of("not found"), true, Details.NONE)),
                List.of(GET_ORDER),
                Sampling.DEFAULT));

        assertAnswered(server.body(), "open", "not found");
    }

    @Test
    void an_answer_by_a_schema_is_asked_for_and_comes_back_as_text() {
        server.answers(following("{\"good\":true}"));

        Completion completion = client().complete(Request.of(List.of(Message.User.says("hello")), Sampling.DEFAULT)
                .answeredBy(VERDICT));

        assertThat(Json.parse(completion.text())).isEqualTo(Json.parse("{\"good\":true}"));
        assertThat(completion.toolCalls()).isEmpty();
        assertThat(schema(server.body()).path("required")).isEqualTo(Json.parse("[\"good\"]"));
    }

    @Test
    void a_stream_is_heard_piece_by_piece_and_adds_up() {
        server.streams(streamType(), streamed("Good ", "day.", "tired"));
        List<String> heard = new ArrayList<>();

        Completion completion = client().stream(HELLO, heard::add);

        assertThat(heard).containsExactly("Good ", "day.");
        assertThat(completion.text()).isEqualTo("Good day.");
        assertThat(completion.finishReason()).isEqualTo("tired");
        assertThat(completion.usage().orElseThrow().input()).isEqualTo(9);
        assertThat(completion.usage().orElseThrow().output()).isEqualTo(4);
    }

    // Whether an answer was heard on the way must make no difference to anybody who gets it.
    @Test
    void what_is_streamed_is_what_is_answered_whole() {
        server.answers(saying("Good day.", "tired"));
        server.streams(streamType(), streamed("Good ", "day.", "tired"));

        Completion whole = client().complete(HELLO);

        assertThat(client().stream(HELLO, text -> {})).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void calls_come_out_of_a_stream_as_they_come_out_of_an_answer(int count) {
        List<String> orders = List.of("W1", "W2", "W3").subList(0, count);
        server.answers(calling(orders));
        server.streams(streamType(), streamedCalls(orders));

        Completion whole = client().complete(HELLO);
        Completion streamed = client().stream(HELLO, text -> {});

        assertThat(whole.toolCalls()).hasSize(count);
        assertThat(streamed.toolCalls()).isEqualTo(whole.toolCalls());
        assertThat(streamed.finishReason()).isEqualTo(whole.finishReason());
    }

    @Test
    void a_stream_whose_connection_is_cut_is_a_failure_after_what_was_heard() {
        server.cutsTheStream(streamType(), withoutEnd(streamed("Good ", "day.", "stop")));
        List<String> heard = new ArrayList<>();

        assertThat(catchThrowableOfType(ModelException.class, () -> client().stream(HELLO, heard::add))
                        .failure())
                .isEqualTo(new Failure.Disconnected());
        assertThat(heard).first().isEqualTo("Good ");
    }

    /// The pieces up to the first that says something of the end.
    private static List<String> withoutEnd(List<String> pieces) {
        return pieces.stream()
                .takeWhile(piece -> !piece.toLowerCase(Locale.ROOT).matches("(?s).*reason\": ?\"stop\".*"))
                .toList();
    }

    @Test
    void a_cut_stream_is_not_begun_again_and_a_refused_one_is() {
        server.answers(429, "{\"error\": {\"message\": \"slow down\"}}", Map.of());
        server.cutsTheStream(streamType(), withoutEnd(streamed("Good ", "day.", "stop")));
        server.streams(streamType(), streamed("Good ", "day.", "stop"));
        List<String> heard = new ArrayList<>();
        Retries retries = new Retries(
                client(), Retries.Schedule.DEFAULT, InstantSource.fixed(LoopbackServer.NOW), pause -> {}, () -> 0);

        assertThat(catchThrowableOfType(ModelException.class, () -> retries.stream(HELLO, heard::add)))
                .hasMessageContaining("after 2 attempts");
        assertThat(server.asked()).hasSize(2);
        assertThat(heard).containsOnlyOnce("Good ");
    }

    // The library takes a stream that broke off between two events for a whole answer.
    @Test
    void a_stream_that_breaks_off_is_a_failure_and_no_short_answer() {
        List<String> pieces = streamed("Good ", "day.", "stop");
        server.streams(streamType(), pieces.subList(0, pieces.size() / 2));

        assertThat(catchThrowableOfType(ModelException.class, () -> client().stream(HELLO, text -> {}))
                        .failure())
                .isEqualTo(new Failure.Disconnected());
    }

    @Test
    void a_piece_that_nobody_can_read_is_malformed() {
        List<String> pieces = new ArrayList<>(streamed("Good ", "day.", "stop"));
        pieces.replaceAll(piece -> piece.replace("}", ""));
        server.streams(streamType(), pieces);

        assertThat(catchThrowableOfType(ModelException.class, () -> client().stream(HELLO, text -> {}))
                        .failure())
                .isEqualTo(new Failure.Malformed());
    }

    @Test
    void a_refusal_of_a_stream_is_a_refusal() {
        server.answers(429, "{\"error\": {\"message\": \"slow down\"}}", Map.of("Retry-After", "3"));

        assertThat(catchThrowableOfType(ModelException.class, () -> client().stream(HELLO, text -> {}))
                        .failure())
                .isEqualTo(new Failure.RateLimited(Optional.of(Duration.ofSeconds(3))));
    }

    @Test
    void too_many_requests_carry_the_wait() {
        server.answers(429, "{\"error\": {\"message\": \"slow down\"}}", Map.of("Retry-After", "3"));

        assertThat(failure(HELLO)).isEqualTo(new Failure.RateLimited(Optional.of(Duration.ofSeconds(3))));
    }

    // The library retries three times on its own, unseen by any budget, unless it is told not to.
    @Test
    void a_broken_server_is_asked_once() {
        server.answers(500, "<html>oh</html>", Map.of());

        assertThat(failure(HELLO)).isEqualTo(new Failure.Overloaded(500, Optional.empty()));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void the_words_of_a_refusal_are_told_and_the_key_is_not() {
        server.answers(401, "{\"error\": {\"message\": \"bad key " + LoopbackServer.KEY + "\"}}", Map.of());

        assertThat(catchThrowableOfType(ModelException.class, () -> client().complete(HELLO)))
                .hasMessageContaining("bad key")
                .hasMessageNotContaining(LoopbackServer.KEY);
    }

    @Test
    void a_cut_connection_is_noticed() {
        server.cutsTheConnection();

        assertThat(failure(HELLO)).isEqualTo(new Failure.Disconnected());
    }

    @Test
    void a_server_that_stalls_times_out() {
        server.stallsInTheBody();
        Duration limit = Duration.ofMillis(300);

        assertThat(catchThrowableOfType(
                                ModelException.class, () -> client(limit).complete(HELLO))
                        .failure())
                .isEqualTo(new Failure.TimedOut(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"half\": ", "", "[]", "{}", "<html>Log in</html>"})
    void what_is_no_answer_is_malformed(String body) {
        server.answers(body);

        assertThat(failure(HELLO)).isEqualTo(new Failure.Malformed());
    }
}

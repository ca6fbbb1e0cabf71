package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class OpenAiTest extends ProviderContract {

    private static final String USAGE =
            "\"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 4, " + "\"total_tokens\": 13}";

    private static final String HEAD = "\"id\": \"1\", \"created\": 1767322800, \"model\": \"model-1-exact\"";
    private static final String CHUNK = "data: {" + HEAD + ", \"object\": \"chat.completion.chunk\", \"choices\": ";

    @Override
    BiFunction<Endpoint, Request, Dialect> dialect() {
        return OpenAiDialect::new;
    }

    @Override
    String root() {
        return "/v1";
    }

    @Override
    String saying(String text, String finishReason) {
        return """
                {%s, "object": "chat.completion", %s, "choices": [{"index": 0, "finish_reason": "%s", "logprobs": null,
                 "message": {"role": "assistant", "content": "%s", "refusal": null}}]}""".formatted(HEAD, USAGE, finishReason, text);
    }

    private static String call(int number, String order) {
        return """
                {"index": %d, "id": "c%d", "type": "function",
                 "function": {"name": "get_order", "arguments": "{\\"id\\": \\"%s\\"}"}}""".formatted(number, number, order);
    }

    @Override
    String calling(List<String> orders) {
        String calls = String.join(
                ",",
                orders.stream().map(order -> call(orders.indexOf(order), order)).toList());
        return """
                {%s, "object": "chat.completion", "choices": [{"index": 0, "finish_reason": "tool_calls",
                 "logprobs": null, "message": {"role": "assistant", "content": null, "refusal": null,
                 "tool_calls": [%s]}}]}""".formatted(HEAD, calls);
    }

    private static String event(String delta, String finish) {
        return CHUNK + "[{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": " + finish + "}]}\n\n";
    }

    @Override
    List<String> streamed(String first, String second, String finishReason) {
        return List.of(
                event("{\"role\": \"assistant\", \"content\": \"" + first + "\"}", "null"),
                event("{\"content\": \"" + second + "\"}", "null"),
                event("{}", "\"" + finishReason + "\""),
                CHUNK + "[], " + USAGE + "}\n\n",
                "data: [DONE]\n\n");
    }

    @Override
    List<String> streamedCalls(List<String> orders) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            String index = "{\"tool_calls\": [{\"index\": " + i;
            pieces.add(event(
                    index + ", \"id\": \"c" + i
                            + "\", \"type\": \"function\", \"function\": "
                            + "{\"name\": \"get_order\", \"arguments\": \"\"}}]}",
                    "null"));
            pieces.add(event(index + ", \"function\": {\"arguments\": \"{\\\"id\\\": \"}}]}", "null"));
            pieces.add(event(index + ", \"function\": {\"arguments\": \"\\\"" + orders.get(i) + "\\\"}\"}}]}", "null"));
        }
        pieces.add(event("{}", "\"tool_calls\""));
        pieces.add("data: [DONE]\n\n");
        return pieces;
    }

    @Override
    JsonNode declared(JsonNode body) {
        return body.at("/tools/0/function/parameters");
    }

    @Override
    JsonNode schema(JsonNode body) {
        return body.at("/response_format/json_schema/schema");
    }

    @Override
    void assertAnswered(JsonNode body, String first, String second) {
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("Be kind.");
        assertThat(body.at("/messages/2/tool_calls")).hasSize(2);
        assertThat(body.at("/messages/3/tool_call_id").asText()).isEqualTo("a");
        assertThat(body.at("/messages/3/content").asText()).contains(first);
        assertThat(body.at("/messages/4/content").asText()).contains(second);
    }

    @Test
    void sampling_settings_travel_and_log_probabilities_come_back() {
        server.answers("""
                {"id": "1", "choices": [{"index": 0, "finish_reason": "stop", "message": {"content": "hi"},
                 "logprobs": {"content": [{"token": "hi", "logprob": -0.25}]}}]}""");

        Completion completion = client().complete(Request.of(
                List.of(Message.User.says("hello")),
                Sampling.steady(7).temperature(0.5).maxTokens(99).withProbabilities()));

        assertThat(completion.probabilities()).containsExactly(new Completion.TokenProbability("hi", -0.25));
        JsonNode body = server.body();
        assertThat(body.path("seed").asInt()).isEqualTo(7);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(99);
        assertThat(body.path("logprobs").asBoolean()).isTrue();
    }

    @Test
    void without_a_key_no_header_is_sent() {
        server.answers(saying("hi", "stop")).answers(saying("hi", "stop"));
        Endpoint open = new Endpoint("server", server.url() + "/v1", "m", "", Duration.ofSeconds(20));

        new LibraryClient(open, OpenAiDialect::new, InstantSource.system()).complete(HELLO);
        client().complete(HELLO);

        assertThat(server.asked().getFirst().headers()).doesNotContainKey("Authorization");
        assertThat(server.asked().getLast().headers())
                .containsEntry("Authorization", List.of("Bearer " + LoopbackServer.KEY));
        assertThat(server.asked().getFirst().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void arguments_that_are_no_json_are_malformed() {
        server.answers(calling(List.of("W1")).replace("{\\\"id\\\": \\\"W1\\\"}", "{id"));

        assertThat(catchThrowableOfType(ModelException.class, () -> client().complete(HELLO))
                        .failure())
                .isEqualTo(new Failure.Malformed());
    }

    @Test
    void an_error_in_the_middle_of_a_stream_is_a_failure_of_its_kind() {
        server.streams(
                streamType(),
                List.of(
                        event("{\"content\": \"Good\"}", "null"),
                        "data: {\"error\": {\"type\": \"rate_limit_exceeded\", \"message\": \"slow down\"}}\n\n"));

        assertThat(catchThrowableOfType(ModelException.class, () -> client().stream(HELLO, text -> {}))
                        .failure())
                .isInstanceOf(Failure.RateLimited.class);
    }

    @Test
    void a_tool_without_arguments_has_an_object_for_a_schema() {
        server.answers(saying("hi", "stop"));

        client().complete(new Request(
                List.of(Message.User.says("hello")),
                List.of(new ToolSchema("ping", "", Json.object())),
                Sampling.DEFAULT));

        assertThat(declared(server.body()).toString()).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
    }
}

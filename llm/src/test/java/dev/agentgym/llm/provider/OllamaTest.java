package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OllamaTest extends ProviderContract {

    @Override
    BiFunction<Endpoint, Request, Dialect> dialect() {
        return OllamaDialect::new;
    }

    @Override
    String root() {
        return "";
    }

    private static String line(String message, String end) {
        return "{\"model\": \"model-1-exact\", \"created_at\": \"2026-01-01T00:00:00Z\", \"message\": {\"role\": "
                + "\"assistant\", " + message + "}, \"done\": " + !end.isEmpty()
                + (end.isEmpty()
                        ? ""
                        : ", \"done_reason\": \"" + end + "\", \"prompt_eval_count\": 9, \"eval_count\": 4")
                + "}\n";
    }

    private static String text(String said) {
        return "\"content\": \"" + said + "\"";
    }

    private static String calls(List<String> orders) {
        return text("") + ", \"tool_calls\": ["
                + orders.stream()
                        .map(order ->
                                "{\"function\": {\"name\": \"get_order\", \"arguments\": {\"id\": \"" + order + "\"}}}")
                        .collect(Collectors.joining(","))
                + "]";
    }

    @Override
    String saying(String said, String finishReason) {
        return line(text(said), finishReason);
    }

    @Override
    String calling(List<String> orders) {
        return line(calls(orders), "stop");
    }

    @Override
    String streamType() {
        return "application/x-ndjson";
    }

    @Override
    List<String> streamed(String first, String second, String finishReason) {
        return List.of(line(text(first), ""), line(text(second), ""), line(text(""), finishReason));
    }

    @Override
    List<String> streamedCalls(List<String> orders) {
        return List.of(line(calls(orders), ""), line(text(""), "stop"));
    }

    @Override
    JsonNode declared(JsonNode body) {
        return body.at("/tools/0/function/parameters");
    }

    @Override
    JsonNode schema(JsonNode body) {
        return body.path("format");
    }

    @Override
    void assertAnswered(JsonNode body, String first, String second) {
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("Be kind.");
        assertThat(body.at("/messages/2/tool_calls")).hasSize(2);
        assertThat(body.at("/messages/3/role").asText()).isEqualTo("tool");
        assertThat(body.at("/messages/3/content").asText()).contains(first);
        assertThat(body.at("/messages/4/content").asText()).contains(second);
    }

    @Test
    void sampling_settings_are_options() {
        server.answers(saying("hi", "stop"));

        client().complete(Request.of(
                List.of(Message.User.says("hello")), Sampling.steady(7).maxTokens(99)));

        assertThat(server.body().at("/options/seed").asInt()).isEqualTo(7);
        assertThat(server.body().at("/options/num_predict").asInt()).isEqualTo(99);
        assertThat(server.asked().getFirst().path()).isEqualTo("/api/chat");
    }

    @Test
    void log_probabilities_come_back() {
        ObjectNode answer = (ObjectNode) Json.parse(saying("hi", "stop"));
        answer.putArray("logprobs").addObject().put("token", "hi").put("logprob", -0.75);
        server.answers(answer.toString());

        Completion completion = client().complete(
                        Request.of(List.of(Message.User.says("hello")), Sampling.DEFAULT.withProbabilities()));

        assertThat(completion.probabilities()).containsExactly(new Completion.TokenProbability("hi", -0.75));
        assertThat(server.body().path("logprobs").asBoolean()).isTrue();
    }

    @Test
    void a_plain_word_is_an_error_too() {
        server.answers(404, "{\"error\": \"model 'model-1' not found\"}", Map.of());

        assertThatThrownBy(() -> client().complete(HELLO)).hasMessage("404 from model-1: model 'model-1' not found");
    }
}

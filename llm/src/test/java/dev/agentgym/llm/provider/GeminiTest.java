package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeminiTest extends ProviderContract {

    @Override
    BiFunction<Endpoint, Request, Dialect> dialect() {
        return GeminiDialect::new;
    }

    @Override
    String root() {
        return "/v1beta";
    }

    private static String answer(String parts, String finish) {
        return """
                {"candidates": [{"content": {"parts": [%s], "role": "model"}%s}], "modelVersion": "model-1-exact",
                 "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 4}}""".formatted(parts, finish.isEmpty() ? "" : ", \"finishReason\": \"" + finish + "\"");
    }

    @Override
    String saying(String text, String finishReason) {
        return answer("{\"text\": \"" + text + "\"}", finishReason);
    }

    @Override
    String calling(List<String> orders) {
        return answer(orders.stream().map(GeminiTest::call).collect(Collectors.joining(",")), "STOP");
    }

    private static String call(String order) {
        return "{\"functionCall\": {\"name\": \"get_order\", \"args\": {\"id\": \"" + order + "\"}}}";
    }

    private static String event(String json) {
        return "data: " + json.replace("\n", " ") + "\n\n";
    }

    @Override
    List<String> streamed(String first, String second, String finishReason) {
        return List.of(event(saying(first, "")), event(saying(second, finishReason)));
    }

    @Override
    List<String> streamedCalls(List<String> orders) {
        return orders.stream()
                .map(order -> event(answer(call(order), order.equals(orders.getLast()) ? "STOP" : "")))
                .toList();
    }

    // Gemini 3 refuses the next question where the signature of a streamed call is lost.
    @Test
    void the_signature_of_a_thought_comes_out_of_a_stream_too() {
        String signed = call("W1").replaceFirst("}$", ", \"thoughtSignature\": \"c2ln\"}");
        String thought = "{\"text\": \"thinking\", \"thought\": true, \"thoughtSignature\": \"b3RoZXI=\"}";
        server.answers(answer(thought + "," + signed + "," + call("W2"), "STOP"));
        server.streams(
                streamType(),
                List.of(event(answer(thought, "")), event(answer(signed, "")), event(answer(call("W2"), "STOP"))));

        Completion whole = client().complete(HELLO);

        assertThat(whole.toolCalls().getFirst().extra())
                .containsEntry(GeminiDialect.THOUGHT_SIGNATURE, TextNode.valueOf("c2ln"));
        assertThat(client().stream(HELLO, text -> {})).isEqualTo(whole);
    }

    @Override
    JsonNode declared(JsonNode body) {
        return body.at("/tools/0/functionDeclarations/0/parameters");
    }

    @Override
    JsonNode schema(JsonNode body) {
        return body.at("/generationConfig/responseSchema");
    }

    @Override
    void assertAnswered(JsonNode body, String first, String second) {
        assertThat(body.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be kind.");
        assertThat(body.at("/contents/2/parts")).hasSize(2);
        assertThat(body.at("/contents/2/parts/0").toString()).contains(first);
        assertThat(body.at("/contents/2/parts/1/functionResponse/response/error")
                        .asText())
                .contains(second);
    }

    @Test
    void log_probabilities_come_back() {
        server.answers(saying("hi", "STOP").replaceFirst("\"finishReason\"", """
                "logprobsResult": {"chosenCandidates": [{"token": "hi", "logProbability": -0.5}]}, "finishReason\""""));

        Completion completion = client().complete(
                        Request.of(List.of(Message.User.says("hello")), Sampling.DEFAULT.withProbabilities()));

        assertThat(completion.probabilities()).containsExactly(new Completion.TokenProbability("hi", -0.5));
        assertThat(server.body().at("/generationConfig/responseLogprobs").asBoolean())
                .isTrue();
    }
}

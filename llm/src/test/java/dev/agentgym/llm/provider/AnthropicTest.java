package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnthropicTest extends ProviderContract {

    @Override
    BiFunction<Endpoint, Request, Dialect> dialect() {
        return AnthropicDialect::new;
    }

    @Override
    String root() {
        return "/v1";
    }

    private static String answer(String content, String reason) {
        return """
                {"id": "1", "type": "message", "role": "assistant", "model": "model-1-exact", "content": [%s],
                 "stop_reason": "%s", "usage": {"input_tokens": 9, "output_tokens": 4}}""".formatted(content, reason);
    }

    @Override
    String saying(String text, String finishReason) {
        return answer("{\"type\": \"text\", \"text\": \"" + text + "\"}", finishReason);
    }

    @Override
    String following(String json) {
        return answer("{\"type\": \"tool_use\", \"id\": \"t\", \"name\": \"answer\", \"input\": " + json + "}", "stop");
    }

    @Override
    String calling(List<String> orders) {
        return answer(
                orders.stream()
                        .map(order -> "{\"type\": \"tool_use\", \"id\": \"" + order + "\", \"name\": \"get_order\", "
                                + "\"input\": {\"id\": \"" + order + "\"}}")
                        .collect(Collectors.joining(",")),
                "tool_use");
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\": \"" + type + "\"" + rest + "}\n\n";
    }

    private static final String START = event("message_start", """
            , "message": {"id": "1", "type": "message", "role": "assistant", "model": "model-1-exact", "content": [],\
             "usage": {"input_tokens": 9, "output_tokens": 1}}""");

    private static String delta(String text) {
        return event(
                "content_block_delta",
                ", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"" + text + "\"}");
    }

    private static String end(String reason) {
        return event(
                "message_delta",
                ", \"delta\": {\"stop_reason\": \"" + reason + "\"}, \"usage\": {\"output_tokens\": 4}");
    }

    @Override
    List<String> streamed(String first, String second, String finishReason) {
        return List.of(
                START,
                event("content_block_start", ", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}"),
                event("ping", ""),
                delta(first),
                delta(second),
                event("content_block_stop", ", \"index\": 0"),
                end(finishReason),
                event("message_stop", ""));
    }

    @Override
    List<String> streamedCalls(List<String> orders) {
        List<String> pieces = new ArrayList<>(List.of(START));
        for (int i = 0; i < orders.size(); i++) {
            String index = ", \"index\": " + i;
            String input = index + ", \"delta\": {\"type\": \"input_json_delta\", \"partial_json\": \"";
            pieces.add(event(
                    "content_block_start",
                    index + ", \"content_block\": {\"type\": \"tool_use\", \"id\": \"" + orders.get(i)
                            + "\", \"name\": \"get_order\", \"input\": {}}"));
            pieces.add(event("content_block_delta", input + "{\\\"id\\\": \"}"));
            pieces.add(event("content_block_delta", input + "\\\"" + orders.get(i) + "\\\"}\"}"));
            pieces.add(event("content_block_stop", index));
        }
        pieces.addAll(List.of(end("tool_use"), event("message_stop", "")));
        return pieces;
    }

    @Override
    JsonNode declared(JsonNode body) {
        return body.at("/tools/0/input_schema");
    }

    @Override
    JsonNode schema(JsonNode body) {
        assertThat(body.at("/tool_choice/name").asText()).isEqualTo("answer");
        return body.at("/tools/0/input_schema");
    }

    @Override
    void assertAnswered(JsonNode body, String first, String second) {
        assertThat(body.path("system").toString()).contains("Be kind.");
        JsonNode results = body.at("/messages/2/content");
        assertThat(results).hasSize(2);
        assertThat(results.at("/0/tool_use_id").asText()).isEqualTo("a");
        assertThat(results.at("/0/content").toString()).contains(first);
        assertThat(results.at("/1/content").toString()).contains(second);
        assertThat(results.at("/1/is_error").asBoolean()).isTrue();
    }

    @Test
    void the_key_travels_in_its_own_header() {
        server.answers(saying("hi", "end_turn"));

        client().complete(HELLO);

        assertThat(server.asked().getFirst().headers()).containsEntry("X-api-key", List.of(LoopbackServer.KEY));
        assertThat(server.asked().getFirst().path()).isEqualTo("/v1/messages");
    }

    @Test
    void cached_input_is_counted_as_input_too() {
        server.answers(saying("hi", "end_turn")
                .replace("\"input_tokens\": 9", "\"input_tokens\": 2, \"cache_read_input_tokens\": 7"));

        assertThat(client().complete(HELLO).usage().orElseThrow().cached()).isEqualTo(7);
    }

    @Test
    void a_schema_beside_tools_is_refused_before_anything_is_asked() {
        assertThat(catchThrowableOfType(ModelException.class, () -> client().complete(HELLO.answeredBy(VERDICT)))
                        .failure())
                .isEqualTo(new Failure.BadRequest(0));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void an_overloaded_server_says_so_in_the_middle_of_a_stream() {
        server.streams(
                streamType(),
                List.of(START, event("error", ", \"error\": {\"type\": \"overloaded_error\", \"message\": \"busy\"}")));

        assertThat(catchThrowableOfType(ModelException.class, () -> client().stream(HELLO, text -> {}))
                        .failure())
                .isInstanceOf(Failure.Overloaded.class);
    }
}

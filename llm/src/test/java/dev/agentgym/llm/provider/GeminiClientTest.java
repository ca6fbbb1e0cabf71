package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GeminiClientTest {

    private static final ToolSchema GET_ORDER = ToolSchema.of(Json.parse("""
            {"name": "get_order", "description": "Finds an order.", "parameters": {"type": "object",
             "properties": {"id": {"type": "string", "description": "Order."}}, "required": ["id"]}}"""));

    @AutoClose
    private final GeminiServer server = new GeminiServer();

    private static Request request(Message... messages) {
        return new Request(List.of(messages), List.of(GET_ORDER), Sampling.DEFAULT);
    }

    private static Request hello() {
        return request(Message.User.says("hello"));
    }

    private static ToolCall call(String id, String order) {
        return new ToolCall(id, "get_order", Json.object().put("id", order));
    }

    private static Message.Tool answer(String id, String result, boolean isError) {
        return new Message.Tool(id, "get_order", Json.parse(result), isError, Details.NONE);
    }

    @Test
    void text_comes_back_with_usage_finish_reason_and_the_exact_model() {
        server.answersParts("{\"text\": \"Good \"}", "{\"text\": \"day.\"}");

        Completion completion = server.client().complete(hello());

        assertThat(completion.text()).startsWith("Good").endsWith("day.");
        assertThat(completion.toolCalls()).isEmpty();
        assertThat(completion.finishReason()).isEqualTo("STOP");
        assertThat(completion.model()).isEqualTo("gemini-test-001");
        assertThat(completion.usage()).contains(new Completion.Usage(11, 7, 5, 3));
    }

    @Test
    void the_request_goes_to_the_model_with_the_key_in_its_header_only() {
        server.answersParts("{\"text\": \"hi\"}");

        server.client().complete(hello());

        LoopbackServer.Asked asked = server.asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/v1beta/models/gemini-test:generateContent");
        assertThat(asked.key()).isEqualTo(GeminiServer.KEY);
        assertThat(asked.text()).doesNotContain(GeminiServer.KEY);
    }

    @Test
    void system_prompts_become_the_system_instruction_and_no_turn() {
        server.answersParts("{\"text\": \"hi\"}");

        server.client().complete(request(new Message.SystemPrompt("Be kind.", Details.NONE), Message.User.says("hi")));

        assertThat(server.body().at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be kind.");
        assertThat(server.body().path("contents")).hasSize(1);
        assertThat(server.body().at("/contents/0/role").asText()).isEqualTo("user");
    }

    @Test
    void tools_are_declared_with_their_schema() {
        server.answersParts("{\"text\": \"hi\"}");

        server.client().complete(hello());

        JsonNode declared = server.body().at("/tools/0/functionDeclarations/0");
        assertThat(declared.path("name").asText()).isEqualTo("get_order");
        assertThat(declared.path("description").asText()).isEqualTo("Finds an order.");
        assertThat(declared.at("/parameters/type").asText()).isEqualTo("OBJECT");
        assertThat(declared.at("/parameters/properties/id/type").asText()).isEqualTo("STRING");
        assertThat(declared.at("/parameters/required")).isEqualTo(Json.parse("[\"id\"]"));
    }

    @Test
    void sampling_settings_arrive_and_are_absent_by_default() {
        server.answersParts("{\"text\": \"hi\"}").answersParts("{\"text\": \"hi\"}");
        Sampling exact = Sampling.steady(7).temperature(0.25).maxTokens(99);

        server.client().complete(new Request(List.of(Message.User.says("hi")), List.of(), exact));
        JsonNode config = server.body().path("generationConfig");
        server.client().complete(hello());

        assertThat(config.path("temperature").asDouble()).isEqualTo(0.25);
        assertThat(config.path("maxOutputTokens").asInt()).isEqualTo(99);
        assertThat(config.path("seed").asInt()).isEqualTo(7);
        assertThat(server.body().path("generationConfig").has("temperature")).isFalse();
        assertThat(server.body().path("generationConfig").has("seed")).isFalse();
    }

    @Test
    void parallel_calls_come_back_in_order_each_with_an_id_of_its_own() {
        server.answersParts(
                "{\"functionCall\": {\"name\": \"get_order\", \"args\": {\"id\": \"W1\", \"limit\": 2}}}",
                "{\"functionCall\": {\"name\": \"get_order\", \"args\": {\"id\": \"W2\"}}}",
                "{\"functionCall\": {\"name\": \"list_orders\"}}");

        List<ToolCall> calls = server.client()
                .complete(request(
                        Message.User.says("hello"),
                        Message.Assistant.calls(List.of(call("call_2", "W0"))),
                        answer("call_2", "{}", false)))
                .toolCalls();

        assertThat(calls).extracting(ToolCall::name).containsExactly("get_order", "get_order", "list_orders");
        assertThat(calls.getFirst().arguments()).isEqualTo(Json.parse("{\"id\":\"W1\",\"limit\":2}"));
        assertThat(calls.getLast().arguments()).isEmpty();
        // Numbering without a look at the conversation would hand out its call_2 a second time.
        assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().doesNotContain("call_2", "");
    }

    @Test
    void an_id_of_the_server_is_kept() {
        server.answersParts("{\"functionCall\": {\"id\": \"fc-9\", \"name\": \"get_order\", \"args\": {}}}");

        assertThat(server.client().complete(hello()).toolCalls())
                .extracting(ToolCall::id)
                .containsExactly("fc-9");
    }

    @Test
    void the_thought_signature_travels_back_with_its_call() {
        server.answersParts(
                        "{\"text\": \"thinking\", \"thought\": true, \"thoughtSignature\": \"b3RoZXI=\"}",
                        "{\"functionCall\": {\"name\": \"get_order\", \"args\": {}}, \"thoughtSignature\": \"c2ln\"}",
                        "{\"functionCall\": {\"name\": \"get_order\", \"args\": {}}}")
                .answersParts("{\"text\": \"done\"}");
        ModelClient client = server.client();

        List<ToolCall> calls = client.complete(hello()).toolCalls();
        client.complete(request(
                Message.User.says("hello"),
                Message.Assistant.calls(calls),
                answer(calls.getFirst().id(), "{}", false),
                answer(calls.getLast().id(), "{}", false)));

        JsonNode parts = server.body().at("/contents/1/parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.at("/0/thoughtSignature").asText()).isEqualTo("c2ln");
        assertThat(parts.at("/1").has("thoughtSignature")).isFalse();
    }

    @Test
    void answers_of_tools_go_back_in_one_turn_by_name_as_json_and_errors_as_errors() {
        server.answersParts("{\"text\": \"done\"}");

        server.client()
                .complete(request(
                        Message.User.says("hello"),
                        Message.Assistant.calls(List.of(call("a", "W1"), call("b", "W2"))),
                        answer("a", "{\"status\": \"open\"}", false),
                        answer("b", "\"Error: not found\"", true)));

        // One turn for each answer is refused: "the number of function response parts is equal to ... call parts".
        assertThat(server.body().path("contents")).hasSize(3);
        assertThat(server.body().at("/contents/2/role").asText()).isEqualTo("user");
        assertThat(server.body().at("/contents/2/parts")).isEqualTo(Json.parse("""
                [{"functionResponse": {"id": "a", "name": "get_order", "response": {"output": {"status": "open"}}}},
                 {"functionResponse": {"id": "b", "name": "get_order", "response": {"error": "Error: not found"}}}]"""));
    }

    @Test
    void what_customers_do_with_their_own_tools_is_told_in_words() {
        server.answersParts("{\"text\": \"done\"}");
        ToolCall restart = new ToolCall("u1", "restart_phone", Json.object());

        server.client()
                .complete(request(
                        Message.Assistant.says("Hello, how can I help?"),
                        new Message.User("My phone is stuck.", List.of(restart), Details.NONE),
                        new Message.Tool("u1", "restart_phone", Json.of("restarted"), false, Details.NONE)));

        assertThat(server.body().at("/contents/0/role").asText()).isEqualTo("user");
        assertThat(server.body().at("/contents/2/parts/0/text").asText()).contains("stuck", "restart_phone");
        assertThat(server.body().at("/contents/3/parts/0/text").asText()).contains("restarted");
    }

    @Test
    void missing_usage_is_unknown_and_not_nothing() {
        server.answers("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"STOP\"}]}");

        Completion completion = server.client().complete(hello());

        assertThat(completion.text()).isEqualTo("hi");
        assertThat(completion.usage()).isEqualTo(Optional.empty());
        assertThat(completion.model()).isEqualTo("gemini-test");
    }

    @Test
    void a_finish_reason_that_nobody_knew_is_handed_on() {
        server.answers("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"TIRED\"}]}");

        assertThat(server.client().complete(hello()).finishReason()).isEqualTo("TIRED");
    }

    @Test
    void a_candidate_without_content_or_finish_reason_is_an_empty_completion() {
        server.answers("{\"candidates\":[{\"index\":0}]}");

        Completion completion = server.client().complete(hello());

        assertThat(completion.text()).isEmpty();
        assertThat(completion.finishReason()).isEmpty();
    }

    @Test
    void a_blocked_prompt_is_an_empty_completion_that_says_so() {
        server.answers("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":4}}");

        Completion completion = server.client().complete(hello());

        assertThat(completion.text()).isEmpty();
        assertThat(completion.finishReason()).isEqualTo("prompt blocked: SAFETY");
        assertThat(completion.usage().orElseThrow().input()).isEqualTo(4);
    }
}

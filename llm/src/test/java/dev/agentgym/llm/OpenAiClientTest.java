package dev.agentgym.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiClientTest {

    private final List<JsonNode> asked = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private int status = 200;
    private String answer = "";
    private final HttpServer server;

    OpenAiClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/v1/chat/completions", exchange -> {
            asked.add(Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    private Completion complete() {
        ToolCall call = new ToolCall("c1", "get_order", Json.arguments(Map.of("id", "W-1")));
        List<Message> messages = List.of(
                new Message.SystemPrompt("Be kind.", Details.NONE),
                Message.User.says("hello"),
                Message.Assistant.calls(List.of(call)),
                new Message.Tool("c1", "get_order", Json.object().put("total", 3), false, Details.NONE));
        return new OpenAiClient(url() + "/", "tiny", "secret")
                .complete(new Request(
                        messages,
                        List.of(new ToolSchema("get_order", "Shows it.", Json.object())),
                        Sampling.steady(7)));
    }

    @Test
    void the_conversation_travels_in_the_words_of_the_api() {
        answer = "{\"choices\":[{\"message\":{\"content\":\"It is $3.\"},\"finish_reason\":\"stop\"}],"
                + "\"model\":\"tiny-1\",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}";
        Completion completion = complete();
        assertThat(completion.text()).isEqualTo("It is $3.");
        assertThat(completion.model()).isEqualTo("tiny-1");
        assertThat(completion.usage().orElseThrow().output()).isEqualTo(4);
        assertThat(asked.getFirst().toString())
                .isEqualTo("{\"model\":\"tiny\",\"messages\":[{\"content\":\"Be kind.\",\"role\":\"system\"},"
                        + "{\"content\":\"hello\",\"role\":\"user\"},{\"content\":\"\",\"role\":\"assistant\","
                        + "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"get_order\","
                        + "\"arguments\":\"{\\\"id\\\":\\\"W-1\\\"}\"}}]},{\"content\":\"{\\\"total\\\":3}\","
                        + "\"role\":\"tool\",\"tool_call_id\":\"c1\"}],\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"get_order\",\"description\":\"Shows it.\",\"parameters\":{}}}],"
                        + "\"temperature\":0.0,\"seed\":7}");
        assertThat(keys).containsExactly("Bearer secret");
    }

    @Test
    void tool_calls_are_read() {
        answer = "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"x\",\"function\":{\"name\":"
                + "\"get_order\",\"arguments\":\"{\\\"id\\\":\\\"W-2\\\"}\"}}]}}]}";
        assertThat(complete().toolCalls())
                .containsExactly(new ToolCall("x", "get_order", Json.arguments(Map.of("id", "W-2"))));
    }

    @Test
    void a_refusal_says_what_the_server_said_and_no_key() {
        status = 429;
        answer = "slow down";
        assertThatThrownBy(this::complete)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.RateLimited.class))
                .hasMessageContaining("answered 429: slow down")
                .hasMessageNotContaining("secret");
        status = 401;
        assertThatThrownBy(this::complete)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.failure()).isEqualTo(new Failure.Unauthenticated(401)));
    }

    @Test
    void what_is_no_answer_is_malformed() {
        answer = "{\"choices\":[]}";
        assertThatThrownBy(this::complete)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Malformed.class))
                .hasMessageContaining("no choices[0].message");
    }

    @Test
    void an_address_is_the_name_of_an_agent() {
        answer = "{\"choices\":[{\"message\":{\"content\":\"Hello.\"}}]}";
        Agent agent = new OpenAiProvider().named(url() + "#tiny", Map.of()).orElseThrow();
        assertThat(agent.name()).isEqualTo("tiny at localhost");
        assertThat(agent.next(new Observation(List.of(Message.User.says("hi")), List.of())))
                .isInstanceOf(Action.Say.class);
        assertThat(keys).as("no key, no header").containsExactly("null");
        assertThat(new OpenAiProvider().named("gemini", Map.of())).isEmpty();
        assertThatThrownBy(() -> new OpenAiProvider().named("http://", Map.of()))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("no address of a server");
        assertThatThrownBy(() -> new GeminiProvider().named("gemini", Map.of()))
                .hasMessageContaining("needs a key in GOOGLE_API_KEY");
    }
}

package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.agentgym.trace.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `chat` with a chat model, over a server that streams as OpenAI's does: it calls a tool first, then speaks, and
/// says no second word until the first was shown.
@Timeout(60)
class ChatCommandTest {

    @TempDir
    static Path folder;

    private static Path gym;
    private static ModelServer server;
    private static String model;
    private static final CountDownLatch SHOWN = new CountDownLatch(1);

    @BeforeAll
    static void start() throws IOException {
        gym = Cancellations.gym(folder, 12, 0);
        server = ModelServer.of(ChatCommandTest::answer);
        model = server.model();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void answer(JsonNode asked, HttpExchange exchange) throws IOException {
        boolean called = asked.path("messages").toString().contains("tool_call_id");
        exchange.sendResponseHeaders(200, 0);
        if (!asked.path("stream").asBoolean()) {
            String whole = called ? "{\"content\": \"All at once.\"}" : CALL;
            String answer = "{\"model\": \"tiny-1\", \"choices\": [{\"message\": " + whole + "}]}";
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            return;
        }
        for (String delta : called ? spoken() : List.of(CALL)) {
            write(exchange, delta, "null");
            if (delta.contains("one")) {
                awaitShown();
            }
        }
        write(exchange, "{}", "\"stop\"");
        exchange.getResponseBody().write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().close();
    }

    private static void awaitShown() {
        try {
            SHOWN.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final String CALL = """
            {"content": "Let me look.", "tool_calls": [{"index": 0, "id": "c1", "type": "function",\
             "function": {"name": "get_order", "arguments": "{\\"order_id\\": \\"W-1003\\"}"}}]}""";

    private static List<String> spoken() {
        return List.of("{\"content\": \"Part one\"}", "{\"content\": \" and part two.\"}");
    }

    private static void write(HttpExchange exchange, String delta, String finish) throws IOException {
        String event = "data: {\"id\": \"1\", \"model\": \"tiny-1\", \"choices\": [{\"index\": 0, \"delta\": " + delta
                + ", \"finish_reason\": " + finish + "}]}\n\n";
        exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    /// Lets the server go on when its first words are shown.
    private static final class Screen extends ByteArrayOutputStream {

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains("agent> Part one")) {
                SHOWN.countDown();
            }
        }
    }

    // Where words are shown only when all are said, this waits for ever.
    @Test
    void words_are_shown_while_they_are_said() {
        Screen screen = new Screen();
        Console console = new Console(
                new PrintStream(screen, false, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new ByteArrayInputStream("Where is W-1003?\n\n".getBytes(StandardCharsets.UTF_8)),
                false,
                Map.of());

        int code = Main.run(console, new String[] {"chat", gym.toString(), "--text", "--agent", model});
        console.out().flush();

        assertThat(code).isZero();
        assertThat(screen.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> !line.startsWith("  answers") && !line.startsWith("          ["))
                .containsExactly(
                        "agent> Let me look.",
                        "  calls   get_order {\"order_id\":\"W-1003\"}",
                        "agent> Part one and part two.",
                        "       [server (tiny), tiny-1, stop]");
    }

    @Test
    void a_chat_leaves_spans_when_it_is_over() throws IOException {
        SHOWN.countDown();
        Path spans = folder.resolve("chat-spans.jsonl");
        Path back = folder.resolve("chat-back");

        Ran.reading("Where is W-1003?\n\n", "chat", gym, "--text", "--agent", model, "--spans", spans)
                .endingWith(0);
        Ran.reading(
                        "{\"session\": \"a\", \"user\": \"Where is W-1003?\"}\n",
                        "chat",
                        gym,
                        "--agent",
                        model,
                        "--spans",
                        spans)
                .endingWith(0);

        assertThat(Files.readAllLines(spans))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"chat tiny\"", "\"tiny-1\"", "execute_tool get_order"));
        Ran.agentGym("convert", spans, "--out", back).endingWith(0);
        assertThat(Files.readAllLines(back.resolve("traces.jsonl")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(Json.parse(line).path("messages").valueStream())
                        .map(message -> message.path("role").asText())
                        .containsExactly("system", "user", "assistant", "tool", "assistant"));
    }

    @Test
    void an_agent_that_nobody_knows_is_named() {
        Ran ran = Ran.agentGym("chat", gym, "--text", "--agent", "nobody");

        assertThat(ran.code()).isNotZero();
        assertThat(ran.err()).contains("no agent nobody; there are best, grounded");
    }
}

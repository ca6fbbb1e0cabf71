package dev.agentgym.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Speaks Gemini's REST shape on the loopback interface: gives the answers that a test lined up, one a request, and
/// keeps what it was asked.
final class GeminiServer implements AutoCloseable {

    static final String KEY = "AIza-test-key-0123456789";
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /// What the server was sent.
    record Asked(String method, String path, String key, String text) {
        JsonNode body() {
            return Json.parse(text);
        }
    }

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    GeminiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("x-goog-api-key")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answers.poll();
            if (answer == null) {
                throw new IOException("the test lined up no answer for this request");
            }
            answer.give(exchange);
        }
    }

    /// An answer of this status and body.
    GeminiServer answers(int status, String body, Map<String, String> headers) {
        answers.add(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        return this;
    }

    /// A successful answer with this body.
    GeminiServer answers(String body) {
        return answers(200, body, Map.of());
    }

    /// A successful answer with these parts, finished by `STOP`.
    GeminiServer answersParts(String... parts) {
        return answers("""
                {"candidates": [{"content": {"parts": [%s], "role": "model"}, "finishReason": "STOP", "index": 0}],
                 "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 7, "totalTokenCount": 23,
                                   "thoughtsTokenCount": 5, "cachedContentTokenCount": 3},
                 "modelVersion": "gemini-test-001", "responseId": "r-1"}
                """.formatted(String.join(", ", parts)));
    }

    /// An answer that breaks off in the middle.
    GeminiServer cutsTheConnection() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"candidates\": [".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        return this;
    }

    /// No answer at all.
    GeminiServer keepsSilent() {
        answers.add(exchange -> waitForClose());
        return this;
    }

    /// The head of an answer, and never its end.
    GeminiServer stallsInTheBody() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"candidates\": [".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            waitForClose();
        });
        return this;
    }

    private void waitForClose() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The address without the API's version, as `GOOGLE_GEMINI_BASE_URL` has it.
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A client of this server.
    GeminiClient client(Duration timeout) {
        return new GeminiClient(
                new GeminiSettings(KEY, url() + "/v1beta", "gemini-test", timeout), InstantSource.fixed(NOW));
    }

    /// A client that has the time it needs.
    GeminiClient client() {
        return client(Duration.ofSeconds(20));
    }

    List<Asked> asked() {
        return asked;
    }

    /// The body of the only or latest request.
    JsonNode body() {
        return asked.getLast().body();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

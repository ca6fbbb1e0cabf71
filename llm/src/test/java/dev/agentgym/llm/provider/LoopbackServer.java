package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on the loopback interface: gives the answers that a test lined up, one a request, and keeps what it was
/// asked.
public class LoopbackServer implements AutoCloseable {

    /// The key that the clients of tests have.
    public static final String KEY = "AIza-test-key-0123456789";

    /// When all tests are.
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /// What the server was sent.
    public record Asked(String method, String path, String key, String text, Map<String, List<String>> headers) {
        public JsonNode body() {
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

    public LoopbackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback address", e);
        }
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
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Map.copyOf(exchange.getRequestHeaders())));
            Answer answer = answers.poll();
            if (answer == null) {
                throw new IOException("the test lined up no answer for this request");
            }
            answer.give(exchange);
        }
    }

    /// An answer of this status and body.
    public LoopbackServer answers(int status, String body, Map<String, String> headers) {
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
    public LoopbackServer answers(String body) {
        return answers(200, body, Map.of());
    }

    /// A stream of these pieces, each flushed.
    LoopbackServer streams(String type, List<String> pieces) {
        answers.add(exchange -> {
            write(type, pieces, exchange);
            exchange.getResponseBody().close();
        });
        return this;
    }

    /// A stream of these pieces, behind which the connection breaks.
    LoopbackServer cutsTheStream(String type, List<String> pieces) {
        answers.add(exchange -> {
            write(type, pieces, exchange);
            throw new IOException("cut, as the test wants it");
        });
        return this;
    }

    private static void write(String type, List<String> pieces, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        for (String piece : pieces) {
            exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    /// An answer that breaks off in the middle.
    public LoopbackServer cutsTheConnection() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"candidates\": [".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        return this;
    }

    /// No answer at all.
    LoopbackServer keepsSilent() {
        answers.add(exchange -> waitForClose());
        return this;
    }

    /// The head of an answer, and never its end.
    LoopbackServer stallsInTheBody() {
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

    /// The address without a path.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    /// The body of the only or latest request.
    public JsonNode body() {
        return asked.getLast().body();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A server on this machine that speaks OpenAI's API for one model.
final class ModelServer implements AutoCloseable {

    /// Answers one question.
    @FunctionalInterface
    interface Answer {
        void to(JsonNode asked, HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    private ModelServer(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", exchange -> {
            try (exchange) {
                calls.incrementAndGet();
                byte[] question = exchange.getRequestBody().readAllBytes();
                answer.to(Json.parse(new String(question, StandardCharsets.UTF_8)), exchange);
            }
        });
        server.start();
    }

    /// A server that answers as it likes.
    static ModelServer of(Answer answer) {
        return new ModelServer(answer);
    }

    /// A server that answers with one message, whole.
    static ModelServer saying(Function<JsonNode, ObjectNode> message) {
        return new ModelServer((asked, exchange) -> {
            ObjectNode body = Json.object().put("id", "1").put("model", "tiny-1");
            body.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", "stop")
                    .set("message", message.apply(asked));
            body.putObject("usage").put("prompt_tokens", 50).put("completion_tokens", 5);
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /// What a command calls the model.
    String model() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1#tiny";
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

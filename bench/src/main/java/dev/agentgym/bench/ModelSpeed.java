package dev.agentgym.bench;

import com.sun.net.httpserver.HttpServer;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.call.Line;
import dev.agentgym.llm.call.RateLimit;
import dev.agentgym.llm.call.Retries;
import dev.agentgym.llm.provider.Models;
import dev.agentgym.trace.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// How fast many calls of a chat model at the same time are, over a loopback server that takes a tenth of a second
/// for each: through the library, the retries, the limits and the sockets of the real thing.
public final class ModelSpeed {

    private static final int CALLS = 500;
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final int RUNS = 5;
    private static final double NANOS = 1e9;

    private ModelSpeed() {}

    /// Prints the seconds of each run.
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/v1/chat/completions", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    Thread.sleep(ANSWER);
                    byte[] body =
                            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"hi\"}}]}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
            run("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
            server.stop(0);
        }
    }

    private static void run(String url) {
        Models.Named model = Models.named(url, Map.of()).orElseThrow();
        Line wide = new Line(
                Retries.Schedule.DEFAULT,
                new RateLimit.Rates(CALLS, Integer.MAX_VALUE, Long.MAX_VALUE),
                CALLS,
                Duration.ofSeconds(1),
                Duration.ofMinutes(2));
        ModelClient client = wide.around(model.client(), model.name());
        for (int run = 1; run <= RUNS; run++) {
            AtomicInteger answered = new AtomicInteger();
            long start = System.nanoTime();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CALLS; i++) {
                    Request request = Request.of(List.of(Message.User.says("question " + i)), Sampling.DEFAULT);
                    callers.execute(() -> {
                        client.complete(request);
                        answered.incrementAndGet();
                    });
                }
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            System.out.println(String.format(
                    Locale.ROOT, "run %d: %d of %d calls in %.2f s", run, answered.get(), CALLS, seconds));
        }
    }
}

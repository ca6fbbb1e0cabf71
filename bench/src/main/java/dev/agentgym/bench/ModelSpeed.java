package dev.agentgym.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.call.AnswerStore;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.llm.call.Line;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.call.RateLimit;
import dev.agentgym.llm.call.Retries;
import dev.agentgym.llm.provider.Models;
import dev.agentgym.trace.Message;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// How fast many calls of a chat model at the same time are, over a loopback server that takes a tenth of a second
/// for each: through the cache, the budget with its ledger, the retries, the limits, the library and the sockets of
/// the real thing. The first run is that of a program that has asked nothing yet; the last one asks again.
public final class ModelSpeed {

    private static final int CALLS = 500;
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final int RUNS = 5;
    private static final double NANOS = 1e9;
    private static final byte[] BODY =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"hi\"}}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final AtomicInteger SERVED = new AtomicInteger();

    private ModelSpeed() {}

    /// Prints the seconds and the processor's seconds of each run, and how often the server was called.
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
        Path folder = Files.createTempDirectory("model-speed");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                AnswerStore store = new AnswerStore(folder.resolve("cache.sqlite"))) {
            server.setExecutor(threads);
            server.createContext("/v1/chat/completions", ModelSpeed::serve);
            server.start();
            ModelClient client = client(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                    Budget.recorded(Limits.NONE, folder.resolve("spending.jsonl")),
                    store);
            for (int run = 1; run <= RUNS; run++) {
                run("run " + run, client, run * CALLS);
            }
            run("asked again", client, RUNS * CALLS);
            server.stop(0);
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            SERVED.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            Thread.sleep(ANSWER);
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ModelClient client(String url, Budget budget, AnswerStore store) {
        Models.Named model = Models.named(url, Map.of()).orElseThrow();
        Line wide = new Line(
                Retries.Schedule.DEFAULT,
                new RateLimit.Rates(CALLS, Integer.MAX_VALUE, Long.MAX_VALUE),
                CALLS,
                Duration.ofSeconds(1),
                Duration.ofMinutes(2));
        Line.Account account = new Line.Account(budget, "agent", Prices.of(Map.of()));
        return wide.around(model.client(), model.name(), Optional.of(account), Optional.of(store));
    }

    /// @param from the number of the first question
    private static void run(String name, ModelClient client, int from) {
        AtomicInteger answered = new AtomicInteger();
        int before = SERVED.get();
        long processor = processor();
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = from; i < from + CALLS; i++) {
                Request request = Request.of(List.of(Message.User.says("question " + i)), Sampling.DEFAULT);
                callers.execute(() -> {
                    client.complete(request);
                    answered.incrementAndGet();
                });
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %d answers, %d calls of the server, %.2f s, %.2f s of processor",
                name,
                answered.get(),
                SERVED.get() - before,
                (System.nanoTime() - start) / NANOS,
                (processor() - processor) / NANOS));
    }

    /// Of this process, the server in it included.
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}

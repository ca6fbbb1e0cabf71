package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request to a server and its answer, in the place where the library expects an HTTP client. Mutable, for one
/// call on one thread.
///
/// Stands here because the library keeps neither the headers of a refusal nor the finish reason's own word, because
/// its own client does not bound the time that a body takes, and because it hears streams on threads of its own.
final class Wire implements HttpClient, HttpClientBuilder {

    /// No answer of a chat model is this long; what is longer is not read to its end.
    private static final long MAX_ANSWER = 64L << 20;

    private final java.net.http.HttpClient http;
    private final Endpoint endpoint;
    private final InstantSource clock;
    private final Dialect dialect;
    private boolean answered;

    Wire(java.net.http.HttpClient http, Endpoint endpoint, InstantSource clock, Dialect dialect) {
        this.http = http;
        this.endpoint = endpoint;
        this.clock = clock;
        this.dialect = dialect;
    }

    /// Whether the server has answered.
    boolean isAnswered() {
        return answered;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response =
                within(() -> http.send(wire(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER)));
        answered = true;
        if (response.statusCode() / 100 != 2) {
            throw Refusal.of(response, response.body(), endpoint, clock.instant());
        }
        return success(response.statusCode(), dialect.answered(response.body()));
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        within(() -> {
            HttpResponse<InputStream> response =
                    http.send(wire(request), BodyHandlers.limiting(BodyHandlers.ofInputStream(), MAX_ANSWER));
            answered = true;
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw Refusal.of(response, body.readAllBytes(), endpoint, clock.instant());
                }
                Ear ear = new Ear(listener);
                ear.onOpen(success(response.statusCode(), ""));
                parser.parse(body, ear);
                ear.finish();
            }
            return response;
        });
    }

    private java.net.http.HttpRequest wire(HttpRequest request) {
        java.net.http.HttpRequest.Builder wire = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> {
            boolean needsKey =
                    name.equalsIgnoreCase("Authorization") && endpoint.key().isEmpty();
            (needsKey ? List.<String>of() : values).forEach(value -> wire.header(name, value));
        });
        String body = Json.parse(request.body()) instanceof ObjectNode question
                ? dialect.asked(question).toString()
                : request.body();
        return wire.POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static SuccessfulHttpResponse success(int status, String body) {
        return SuccessfulHttpResponse.builder()
                .statusCode(status)
                .headers(Map.of())
                .body(body)
                .build();
    }

    /// Bounds the time of all of it: the time limit of Java's client ends with the headers.
    private <T> T within(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.startVirtualThread(task);
        try {
            return task.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw timedOut(e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while waiting for " + endpoint.model(), new Failure.Interrupted(), e);
        } catch (ExecutionException e) {
            throw broken(e);
        }
    }

    private RuntimeException broken(ExecutionException e) {
        return switch (e.getCause()) {
            case HttpConnectTimeoutException closed -> unreachable(closed);
            case ConnectException closed -> unreachable(closed);
            case HttpTimeoutException late -> timedOut(late);
            case IOException cut -> disconnected(cut);
            case RuntimeException thrown -> thrown;
            case null, default -> new IllegalStateException("the HTTP client failed", e);
        };
    }

    private ModelException unreachable(IOException cause) {
        return new ModelException(
                "no connection to " + endpoint.baseUrl() + ": " + reason(cause), new Failure.Unreachable(), cause);
    }

    private ModelException disconnected(IOException cause) {
        return new ModelException(
                "the connection to " + endpoint.baseUrl() + " broke: " + reason(cause),
                new Failure.Disconnected(),
                cause);
    }

    private static String reason(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private ModelException timedOut(Exception cause) {
        return new ModelException(
                endpoint.model() + " sent no whole answer within "
                        + endpoint.timeout().toMillis() / 1000.0 + " s",
                new Failure.TimedOut(endpoint.timeout()),
                cause);
    }

    /// Hears a stream before the library does.
    private final class Ear implements ServerSentEventListener {

        private final ServerSentEventListener listener;
        private boolean failed;
        private Optional<ModelException> broken = Optional.empty();

        Ear(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen(SuccessfulHttpResponse response) {
            listener.onOpen(response);
        }

        @Override
        public void onEvent(ServerSentEvent event) {
            throw new IllegalStateException("the library's parsers hand over a context with every event");
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            if (broken.isPresent()) {
                return;
            }
            try {
                listener.onEvent(new ServerSentEvent(event.event(), dialect.event(event.data())), context);
            } catch (ModelException e) {
                // The library's parsers swallow what is thrown here.
                broken = Optional.of(e);
            }
        }

        @Override
        public void onError(Throwable error) {
            failed = true;
            listener.onError(error);
        }

        /// The library takes a stream that broke off for a whole one.
        private void finish() throws IOException {
            if (broken.isPresent()) {
                throw broken.get();
            }
            if (!failed && !dialect.isWhole()) {
                throw new IOException("the stream ended in the middle of the answer");
            }
            listener.onClose();
        }
    }

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public Duration connectTimeout() {
        return endpoint.timeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return endpoint.timeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }
}

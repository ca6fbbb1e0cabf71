package dev.agentgym.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request to Gemini and its answer, in the place where the library expects an HTTP client. Mutable, for one
/// call on one thread.
///
/// Stands here because the library keeps neither the headers of a refusal nor the finish reason's own word, and
/// because its own client does not bound the time that a body takes.
final class GeminiExchange implements HttpClient, HttpClientBuilder {

    /// No answer of a chat model is this long; what is longer is not read to its end.
    private static final long MAX_ANSWER = 64L << 20;

    private final java.net.http.HttpClient http;
    private final GeminiSettings settings;
    private final InstantSource clock;
    private boolean answered;
    private String finishReason = "";

    GeminiExchange(java.net.http.HttpClient http, GeminiSettings settings, InstantSource clock) {
        this.http = http;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whether the server has answered.
    boolean isAnswered() {
        return answered;
    }

    /// Why the model stopped, in the server's own word.
    String finishReason() {
        return finishReason;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        answered = true;
        if (response.statusCode() / 100 != 2) {
            throw GeminiError.of(response, settings, clock.instant());
        }
        GeminiAnswer answer = GeminiAnswer.of(response.body());
        finishReason = answer.finishReason();
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(Map.of())
                .body(answer.body())
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        java.net.http.HttpRequest.Builder wire = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> wire.header(name, value)));
        wire.POST(java.net.http.HttpRequest.BodyPublishers.ofString(GeminiQuestion.body(request.body())));
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(wire.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw timedOut(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while waiting for " + settings.model(), new Failure.Interrupted(), e);
        } catch (ExecutionException e) {
            throw broken(e);
        }
    }

    private ModelException broken(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof HttpTimeoutException) {
            return timedOut(cause);
        }
        if (cause instanceof IOException) {
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return new ModelException(
                    "no connection to " + settings.baseUrl() + ", or it broke: " + reason,
                    new Failure.Disconnected(),
                    cause);
        }
        throw new IllegalStateException("the HTTP client failed", e);
    }

    private ModelException timedOut(Throwable cause) {
        return new ModelException(
                settings.model() + " sent no whole answer within "
                        + settings.timeout().toMillis() / 1000.0 + " s",
                new Failure.TimedOut(settings.timeout()),
                cause);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are asked for whole");
    }

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public Duration connectTimeout() {
        return settings.timeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return settings.timeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }
}

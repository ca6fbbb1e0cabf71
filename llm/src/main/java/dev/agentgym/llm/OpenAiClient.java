package dev.agentgym.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Any server that speaks OpenAI's chat API (`POST …/chat/completions`): vLLM, llama.cpp, Ollama, a gateway. Safe
/// to share between threads.
///
/// Asks once: retries are the business of [Retries].
public final class OpenAiClient implements ModelClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final String baseUrl;
    private final String model;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    /// A client for a server.
    ///
    /// @param baseUrl the address up to the version, such as `http://localhost:8000/v1`
    /// @param model as the server calls it; many servers with one model ignore it
    /// @param key sent as a bearer token; empty for servers without keys
    public OpenAiClient(String baseUrl, String model, String key) {
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.model = model;
        this.key = key;
    }

    @Override
    public Completion complete(Request request) {
        HttpResponse<String> response = send(body(request).toString());
        if (response.statusCode() >= 400) {
            throw refused(response);
        }
        try {
            return completion(Json.parse(response.body()));
        } catch (TraceException e) {
            throw new ModelException(
                    "the answer of " + baseUrl + " cannot be read: " + e.getMessage(), new Failure.Malformed(), e);
        }
    }

    private HttpResponse<String> send(String body) {
        try {
            HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (!key.isEmpty()) {
                post.header("Authorization", "Bearer " + key);
            }
            return http.send(post.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new ModelException(
                    baseUrl + " did not answer within " + TIMEOUT.toSeconds() + " s", new Failure.TimedOut(TIMEOUT), e);
        } catch (IOException e) {
            throw new ModelException(
                    "no connection to " + baseUrl + ": " + e.getMessage(), new Failure.Disconnected(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while waiting for " + baseUrl, new Failure.Interrupted(), e);
        }
    }

    private ModelException refused(HttpResponse<String> response) {
        int status = response.statusCode();
        Failure failure = switch (status) {
            case 401, 403 -> new Failure.Unauthenticated(status);
            case 408 -> new Failure.TimedOut(TIMEOUT);
            case 429 -> new Failure.RateLimited(retryAfter(response));
            default ->
                status >= 500 ? new Failure.Overloaded(status, retryAfter(response)) : new Failure.BadRequest(status);
        };
        return new ModelException(baseUrl + " answered " + status + ": " + Json.shorten(response.body()), failure);
    }

    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private ObjectNode body(Request request) {
        ObjectNode body = Json.object().put("model", model);
        ArrayNode messages = body.putArray("messages");
        request.messages().forEach(message -> messages.add(written(message)));
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool.toOpenAi()));
        }
        request.sampling().temperature().ifPresent(value -> body.put("temperature", value));
        request.sampling().maxTokens().ifPresent(value -> body.put("max_tokens", value));
        request.sampling().seed().ifPresent(value -> body.put("seed", value));
        return body;
    }

    private static ObjectNode written(Message message) {
        ObjectNode json = Json.object().put("content", message.text());
        return switch (message) {
            case Message.SystemPrompt prompt -> json.put("role", "system");
            case Message.User user -> json.put("role", "user");
            case Message.Assistant assistant -> calls(json.put("role", "assistant"), assistant.toolCalls());
            case Message.Tool tool -> json.put("role", "tool").put("tool_call_id", tool.callId());
        };
    }

    private static ObjectNode calls(ObjectNode json, List<ToolCall> calls) {
        for (ToolCall call : calls) {
            json.withArray("/tool_calls")
                    .addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments().toString());
        }
        return json;
    }

    private Completion completion(JsonNode answer) {
        JsonNode choice = answer.path("choices").path(0);
        if (!choice.has("message")) {
            throw new TraceException("no choices[0].message in " + Json.excerpt(answer));
        }
        JsonNode message = choice.path("message");
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            JsonNode arguments = Json.parse(function.path("arguments").asText("{}"));
            calls.add(new ToolCall(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    arguments instanceof ObjectNode object ? object : Json.object()));
        }
        return new Completion(
                message.path("content").asText(""),
                calls,
                usage(answer.path("usage")),
                choice.path("finish_reason").asText(""),
                answer.path("model").asText(model));
    }

    private static Optional<Completion.Usage> usage(JsonNode usage) {
        return usage.isObject()
                ? Optional.of(new Completion.Usage(
                        usage.path("prompt_tokens").asLong(),
                        usage.path("completion_tokens").asLong(),
                        0,
                        0))
                : Optional.empty();
    }
}

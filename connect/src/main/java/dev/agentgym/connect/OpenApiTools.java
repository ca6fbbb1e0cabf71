package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.agentgym.deploy.RealAnswer;
import dev.agentgym.deploy.ToolRefusal;
import dev.agentgym.deploy.ToolSource;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations of an HTTP service that an OpenAPI 3 document describes. Safe to share between threads; calls run
/// side by side.
///
/// An answer in the 400s is the tool's refusal. What says nothing of the call itself is a failure: a missing key or
/// right, too many requests, a redirection, the 500s, what should be JSON and is not.
public final class OpenApiTools implements ToolSource {

    private static final int LARGEST = 16 * 1024 * 1024;

    /// Answers in the 400s that speak of the caller, not of the call.
    private static final Map<Integer, String> NOT_OF_THE_CALL = Map.of(
            401, "it does not accept the key",
            403, "the key does not allow this",
            407, "a proxy asks for a key",
            408, "it waited too long for the request",
            429, "it is asked too often");

    private final String name;
    private final Keys keys;
    private final Duration deadline;
    private final Map<String, Operation> operations;
    private final Map<String, String> leftOut;
    private final List<ToolSchema> declarations;
    private final HttpClient client;

    private OpenApiTools(String name, OpenApiReader.Found found, Keys keys, Duration deadline) {
        this.name = name;
        this.keys = keys;
        this.deadline = deadline;
        Map<String, Operation> byName = new LinkedHashMap<>();
        found.operations().forEach(operation -> byName.put(operation.name(), operation));
        this.operations = Collections.unmodifiableMap(byName);
        this.leftOut = found.leftOut();
        this.declarations = byName.values().stream().map(Operation::declaration).toList();
        // Keys are sent to nobody else: a server that redirects is an error.
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .build();
    }

    /// Reads the description of a service, which may refer to other files in its folder; the service is not called.
    ///
    /// @param document the file, JSON or YAML
    /// @throws dev.agentgym.deploy.DeploymentException when the file is not such a description
    public static OpenApiTools open(String name, Path document) {
        return open(name, document, Optional.empty(), Keys.NONE, DEFAULT_DEADLINE);
    }

    /// Reads the description of a service, which may refer to other files in its folder; the service is not called.
    ///
    /// @param document the file, JSON or YAML
    /// @param server the service's address where it is not the one in the document
    /// @param keys by security scheme
    /// @param deadline how long a call may take
    /// @throws dev.agentgym.deploy.DeploymentException when the file is not such a description
    public static OpenApiTools open(String name, Path document, Optional<URI> server, Keys keys, Duration deadline) {
        return new OpenApiTools(name, OpenApiReader.read(Bundle.read(document), server), keys, deadline);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ToolSchema> declarations() {
        return declarations;
    }

    /// Why an operation of the document is no tool, by its name.
    @Override
    public Map<String, String> leftOut() {
        return leftOut;
    }

    @Override
    public RealAnswer call(ToolCall call) {
        Operation operation = operations.get(call.name());
        if (operation == null) {
            return failed(call, "is not described");
        }
        try {
            HttpRequest request = HttpCall.of(operation, call.arguments(), keys, deadline);
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return answer(call, response, body.readNBytes(LARGEST + 1));
            }
        } catch (ToolRefusal refusal) {
            return RealAnswer.refused(String.valueOf(refusal.getMessage()));
        } catch (HttpCall.MissingKey missing) {
            return failed(call, String.valueOf(missing.getMessage()));
        } catch (IllegalArgumentException e) {
            return failed(call, "cannot be written as a request: " + e.getMessage());
        } catch (IOException e) {
            return failed(call, "got no answer: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(call, "was interrupted");
        }
    }

    private RealAnswer answer(ToolCall call, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        String text = keys.redact(new String(body, StandardCharsets.UTF_8));
        if (body.length > LARGEST) {
            return failed(call, "got more than " + LARGEST / 1024 / 1024 + " MiB");
        }
        if (NOT_OF_THE_CALL.containsKey(status)) {
            return failed(call, "got HTTP " + status + ": " + NOT_OF_THE_CALL.get(status) + ": " + Json.shorten(text));
        }
        if (status >= 300 && status < 400) {
            return failed(
                    call,
                    "got HTTP " + status + ", which leads to "
                            + keys.redact(
                                    response.headers().firstValue("Location").orElse("nowhere"))
                            + "; name that server instead");
        }
        if (status >= 500) {
            return failed(call, "got HTTP " + status + ": " + Json.shorten(text));
        }
        return given(call, response, status, text);
    }

    private RealAnswer given(ToolCall call, HttpResponse<?> response, int status, String text) {
        boolean isError = status >= 400;
        if (text.isBlank()) {
            return isError ? RealAnswer.refused("Error: HTTP " + status) : RealAnswer.accepted(NullNode.getInstance());
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.isEmpty() || !OpenApiBody.isJson(type)) {
            return new RealAnswer.Given(McpAnswer.text(text), isError);
        }
        try {
            JsonNode result = Json.parse(text);
            return new RealAnswer.Given(result, isError);
        } catch (TraceException e) {
            return failed(call, "got HTTP " + status + " and what should be JSON, but is not: " + Json.shorten(text));
        }
    }

    private RealAnswer failed(ToolCall call, String what) {
        return new RealAnswer.Failed(
                keys.redact(Json.shorten(call.name()) + " of the HTTP service " + name + " " + what));
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    /// Ends connections; calls that are still open are given up.
    @Override
    public void close() {
        client.shutdownNow();
    }
}

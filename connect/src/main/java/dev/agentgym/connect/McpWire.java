package dev.agentgym.connect;

import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.agentgym.trace.Json;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// The way to an MCP server, over which one client speaks. Safe to share between threads.
///
/// @param transport what the client speaks over
/// @param gone fails when the other end is known to be gone for good
/// @param lastWords what the other end said beside the protocol, as the end of a sentence
record McpWire(McpClientTransport transport, CompletableFuture<Object> gone, Supplier<String> lastWords) {

    static final JacksonMcpJsonMapper MAPPER = new JacksonMcpJsonMapper(Json.MAPPER
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build());

    static McpWire to(McpServer server) {
        return switch (server) {
            case McpServer.Program program -> {
                McpProgram started = McpProgram.of(program);
                yield new McpWire(started, started.gone(), started::lastWords);
            }
            case McpServer.Address(URI address, Keys headers) ->
                new McpWire(http(address, headers), new CompletableFuture<>(), () -> "");
        };
    }

    /// Keys are sent to nobody else: a server that redirects is an error.
    private static McpClientTransport http(URI address, Keys headers) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return HttpClientStreamableHttpTransport.builder(address.getScheme() + "://" + address.getRawAuthority())
                .endpoint(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
                .jsonMapper(MAPPER)
                .openConnectionOnStartup(true)
                .customizeClient(client -> client.followRedirects(HttpClient.Redirect.NEVER))
                .addHttpRequestCustomizer((request, _, _, _, _) -> headers.all().forEach(request::setHeader))
                .build();
    }

    /// Whether the other end is gone for good.
    boolean isGone() {
        return gone.isDone();
    }

    /// Waits for an answer, or for the news that there will be none.
    <T> T orGone(CompletableFuture<T> answer) throws ExecutionException, InterruptedException {
        CompletableFuture.anyOf(answer, gone).get();
        return answer.get();
    }
}

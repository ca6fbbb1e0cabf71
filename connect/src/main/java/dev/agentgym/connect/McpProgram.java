package dev.agentgym.connect;

import dev.agentgym.deploy.ToolSourceException;
import dev.agentgym.trace.Json;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// An MCP server that is a child of this process. Safe to share between threads.
///
/// The library would pass all variables of this process on, keys included, and would wait for the answer of a
/// program that did not start or has ended until the time is over.
final class McpProgram extends StdioClientTransport {

    private static final int REMEMBERED = 3;

    private final CompletableFuture<Object> gone = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> said = new ArrayDeque<>();
    private final Keys secrets;

    private McpProgram(ServerParameters program, Keys secrets) {
        super(program, McpWire.MAPPER);
        this.secrets = secrets;
    }

    static McpProgram of(McpServer.Program program) {
        List<String> command = program.command();
        McpProgram transport = new McpProgram(
                ServerParameters.builder(command.getFirst())
                        .args(command.subList(1, command.size()))
                        .env(program.environment().all())
                        .build(),
                program.environment());
        transport.setStdErrorHandler(transport::remember);
        return transport;
    }

    /// Nothing is inherited but what the library takes for harmless.
    @Override
    protected ProcessBuilder getProcessBuilder() {
        ProcessBuilder builder = super.getProcessBuilder();
        builder.environment().clear();
        return builder;
    }

    @Override
    public Mono<Void> connect(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
        return super.connect(handler)
                .doOnSuccess(_ -> Thread.ofVirtual().start(this::watch))
                .doOnError(gone::completeExceptionally);
    }

    private void watch() {
        awaitForExit();
        gone.completeExceptionally(new ToolSourceException("the program has ended"));
    }

    /// Fails when the program does not start, and when it ends.
    CompletableFuture<Object> gone() {
        return gone;
    }

    private void remember(String line) {
        lock.lock();
        try {
            said.addLast(secrets.redact(Json.shorten(line)));
            if (said.size() > REMEMBERED) {
                said.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The last lines that it wrote to standard error.
    String lastWords() {
        lock.lock();
        try {
            return said.isEmpty() ? "" : "; it said: " + String.join(" / ", said);
        } finally {
            lock.unlock();
        }
    }
}

package dev.agentgym.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.RealAnswer;
import dev.agentgym.deploy.ToolSource;
import dev.agentgym.deploy.ToolSourceException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The tools of an MCP server. Safe to share between threads; calls run side by side.
///
/// The tools are those that the server listed last: a server that says its list has changed is asked again. A
/// program that has ended is started again by the next call, at most once for each call; what it kept in memory is
/// lost then, and whoever asked for notes is told. No call is repeated: one that was under way when the program
/// ended has failed.
public final class McpTools implements ToolSource {

    private static final int INVALID_PARAMETERS = -32602;
    private static final int DEEPEST_CAUSE = 20;

    /// What a real tool answers is the truth, whatever its schema says.
    private static final JsonSchemaValidator ANYTHING =
            (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid("");

    private final String name;
    private final McpServer server;
    private final Duration deadline;
    private final Consumer<String> notes;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Connection connection;
    private volatile boolean closed;
    private volatile List<ToolSchema> tools = List.of();

    /// One life of the server.
    private record Connection(McpWire wire, McpSyncClient client) {

        void close() {
            if (!client.closeGracefully()) {
                client.close();
            }
        }
    }

    private McpTools(String name, McpServer server, Duration deadline, Consumer<String> notes) {
        this.name = name;
        this.server = server;
        this.deadline = deadline;
        this.notes = notes;
        this.connection = prepared();
    }

    private Connection prepared() {
        McpWire wire = McpWire.to(server);
        McpSyncClient client = McpClient.sync(wire.transport())
                .clientInfo(
                        McpSchema.Implementation.builder("agent-gym", version()).build())
                .requestTimeout(deadline)
                .initializationTimeout(deadline)
                .jsonSchemaValidator(ANYTHING)
                .toolsChangeConsumer(this::list)
                .build();
        return new Connection(wire, client);
    }

    /// As the jar says.
    private static String version() {
        return Optional.ofNullable(McpTools.class.getPackage().getImplementationVersion())
                .orElse("unreleased");
    }

    /// Connects to a server and asks for its tools.
    ///
    /// @throws ToolSourceException when it cannot be reached, or does not answer in time
    public static McpTools open(String name, McpServer server) {
        return open(name, server, DEFAULT_DEADLINE);
    }

    /// The same, where no call, nor the opening, may take longer than this.
    ///
    /// @throws ToolSourceException when it cannot be reached, or does not answer in time
    public static McpTools open(String name, McpServer server, Duration deadline) {
        return open(name, server, deadline, note -> {});
    }

    /// The same, where somebody is told of what a person should know and the agent need not.
    ///
    /// @param notes gets a sentence each; called by any thread
    /// @throws ToolSourceException when it cannot be reached, or does not answer in time
    public static McpTools open(String name, McpServer server, Duration deadline, Consumer<String> notes) {
        McpTools tools = new McpTools(name, server, deadline, notes);
        tools.connect(tools.connection);
        return tools;
    }

    /// @throws ToolSourceException when it cannot be reached; nothing of it is left then
    private void connect(Connection made) {
        try {
            list(made.wire().orGone(background(() -> {
                made.client().initialize();
                return made.client().listTools().tools();
            })));
        } catch (ExecutionException e) {
            String why = reason(e, made);
            made.close();
            throw new ToolSourceException(
                    "cannot use the MCP server " + name + " (" + server.place() + "): " + why
                            + "; see that it runs there, speaks MCP and takes the key",
                    e);
        } catch (InterruptedException e) {
            made.close();
            Thread.currentThread().interrupt();
            throw new ToolSourceException("interrupted while connecting to the MCP server " + name, e);
        }
    }

    /// The connection, made anew where the program has ended.
    ///
    /// @throws ToolSourceException when it cannot be made
    private Connection live() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (connection.wire().isGone() && !closed) {
                connection.close();
                Connection again = prepared();
                connect(again);
                connection = again;
                notes.accept("the program of the MCP server " + name
                        + " had ended and was started again; what it kept in memory is lost");
            }
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /// The library ends what nobody waits for any more when its time is over.
    private static <T> CompletableFuture<T> background(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    private void list(List<McpSchema.Tool> listed) {
        tools = listed.stream().map(McpTools::declaration).toList();
    }

    private static ToolSchema declaration(McpSchema.Tool tool) {
        String description = tool.description() == null ? "" : tool.description();
        ObjectNode schema = tool.inputSchema() == null ? Json.object() : Json.MAPPER.valueToTree(tool.inputSchema());
        return new ToolSchema(tool.name(), description, schema);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ToolSchema> declarations() {
        return tools;
    }

    @Override
    public RealAnswer call(ToolCall call) {
        if (closed) {
            return failed(call, "got no answer: the connection was closed");
        }
        try {
            return call(call, live());
        } catch (ToolSourceException e) {
            return failed(call, "got no answer: its program had ended and did not start again: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(call, "was interrupted");
        }
    }

    private RealAnswer call(ToolCall call, Connection used) throws InterruptedException {
        if (tools.stream().noneMatch(tool -> tool.name().equals(call.name()))) {
            return failed(call, "is not offered by the server any more");
        }
        try {
            return redacted(McpAnswer.of(
                    used.wire().orGone(background(() -> used.client().callTool(request(call))))));
        } catch (ExecutionException e) {
            return refusedOrFailed(call, bottom(e), used);
        }
    }

    private static McpSchema.CallToolRequest request(ToolCall call) {
        @SuppressWarnings("unchecked") // an object's fields always have texts for names
        Map<String, Object> arguments = Json.MAPPER.convertValue(call.arguments(), Map.class);
        return McpSchema.CallToolRequest.builder(call.name())
                .arguments(arguments)
                .build();
    }

    private RealAnswer redacted(RealAnswer answer) {
        return switch (answer) {
            case RealAnswer.Given given ->
                new RealAnswer.Given(server.secrets().redact(given.result()), given.isError());
            case RealAnswer.Failed failed -> failed;
        };
    }

    /// Arguments that the server rejects are the agent's to put right; all else is no answer of the tool.
    private RealAnswer refusedOrFailed(ToolCall call, Throwable failure, Connection used) {
        return failure instanceof McpError error
                        && error.getJsonRpcError() != null
                        && error.getJsonRpcError().code() == INVALID_PARAMETERS
                ? RealAnswer.refused("Error: "
                        + server.secrets().redact(error.getJsonRpcError().message()))
                : failed(call, "got no answer: " + reason(failure, used));
    }

    private RealAnswer failed(ToolCall call, String what) {
        return new RealAnswer.Failed(call.name() + " of the MCP server " + name + " " + what);
    }

    /// What lies at the bottom of a failure.
    private static Throwable bottom(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEEPEST_CAUSE; depth++) {
            cause = Optional.ofNullable(cause.getCause()).orElse(cause);
        }
        return cause;
    }

    /// What lies at the bottom of a failure, in words without secrets.
    private String reason(Throwable failure, Connection used) {
        Throwable cause = bottom(failure);
        String said = cause.getMessage();
        String words = said == null || said.isBlank() ? cause.getClass().getSimpleName() : said.strip();
        return server.secrets().redact(Json.shorten(words))
                + used.wire().lastWords().get();
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    /// Ends the connection, and the program where the server is one.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}

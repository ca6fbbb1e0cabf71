package dev.agentgym.connect;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/// An MCP server made with the official library: orders, and tools that misbehave on request.
final class OrderServer {

    private static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object", "properties", Map.of());
    private static final Map<String, Object> ONE_TEXT =
            Map.of("type", "object", "properties", Map.of("id", Map.of("type", "string")), "required", List.of("id"));

    private final AtomicReference<McpSyncServer> server = new AtomicReference<>();

    private OrderServer() {}

    /// The server as a program of its own; anything but the protocol on standard output would break it.
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("broken")) {
            System.err.println("cannot find the database, key " + System.getenv("ORDER_KEY"));
            System.exit(3);
        }
        if (arguments.length > 0 && arguments[0].equals("noisy")) {
            System.out.println("Starting the order server ...");
        }
        if (arguments.length > 1 && arguments[0].equals("once")) {
            onceOnly(Path.of(arguments[1]));
        }
        serve(McpServer.sync(new StdioServerTransportProvider(McpWire.MAPPER)));
    }

    /// Starts one time, and never again.
    private static void onceOnly(Path mark) {
        try {
            Files.createFile(mark);
        } catch (IOException e) {
            System.err.println("the lock is taken");
            System.exit(5);
        }
    }

    static McpSyncServer serve(McpServer.SyncSpecification<?> made) {
        OrderServer orders = new OrderServer();
        McpSyncServer server = made.serverInfo("orders", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .tools(
                        tool("get_order", "Looks an order up.", ONE_TEXT, OrderServer::order),
                        tool("tell", "Repeats a text.", ONE_TEXT, (_, call) -> text(id(call))),
                        tool(
                                "two",
                                "Says two things.",
                                NO_ARGUMENTS,
                                (_, call) -> McpSchema.CallToolResult.builder()
                                        .textContent(List.of("one", "[2]"))
                                        .build()),
                        tool("stall", "Never answers.", NO_ARGUMENTS, (_, call) -> stall()),
                        tool("throw", "Breaks.", NO_ARGUMENTS, (_, call) -> {
                            throw new IllegalStateException("no database");
                        }),
                        tool("halt", "Ends the server.", NO_ARGUMENTS, (_, call) -> {
                            Runtime.getRuntime().halt(4);
                            return text("gone");
                        }),
                        tool(
                                "variables",
                                "Names its environment.",
                                NO_ARGUMENTS,
                                (_, call) -> text(String.join(
                                        " ", new TreeSet<>(System.getenv().keySet())))),
                        tool("grow", "Adds a tool.", NO_ARGUMENTS, (_, call) -> orders.grow()),
                        tool("shrink", "Takes a tool away.", NO_ARGUMENTS, (_, call) -> orders.shrink()))
                .build();
        orders.server.set(server);
        return server;
    }

    private static McpServerFeatures.SyncToolSpecification tool(
            String name,
            String description,
            Map<String, Object> schema,
            BiFunction<McpSyncServerExchange, McpSchema.CallToolRequest, McpSchema.CallToolResult> body) {
        return new McpServerFeatures.SyncToolSpecification(
                McpSchema.Tool.builder(name, schema).description(description).build(), body);
    }

    private static McpSchema.CallToolResult order(McpSyncServerExchange any, McpSchema.CallToolRequest call) {
        return id(call).startsWith("W-")
                ? McpSchema.CallToolResult.builder()
                        .structuredContent(Map.of("id", id(call), "total", 12.5))
                        .addTextContent("an order")
                        .build()
                : McpSchema.CallToolResult.builder()
                        .addTextContent("Error: no order " + id(call))
                        .isError(true)
                        .build();
    }

    private static String id(McpSchema.CallToolRequest call) {
        return String.valueOf(call.arguments().get("id"));
    }

    private static McpSchema.CallToolResult text(String text) {
        return McpSchema.CallToolResult.builder().addTextContent(text).build();
    }

    private static McpSchema.CallToolResult stall() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text("late");
    }

    private McpSchema.CallToolResult grow() {
        Objects.requireNonNull(server.get()).addTool(tool("grown", "New.", NO_ARGUMENTS, (_, call) -> text("new")));
        return text("grew");
    }

    private McpSchema.CallToolResult shrink() {
        Objects.requireNonNull(server.get()).removeTool("two");
        return text("shrank");
    }
}

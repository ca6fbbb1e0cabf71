package dev.agentgym.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.deploy.ToolSourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class McpAddressTest extends McpToolsContract {

    private static final String SECRET = "Bearer token-0123456789";
    private static final Keys KEYS = Keys.of(Map.of("Authorization", SECRET));

    private OrderHttpServer server;
    private OrderHttpServer first;

    @BeforeEach
    void start() {
        server = OrderHttpServer.start(SECRET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @BeforeAll
    @Override
    void openShared() {
        first = OrderHttpServer.start(SECRET);
        server = first;
        super.openShared();
    }

    @AfterAll
    @Override
    void closeShared() {
        super.closeShared();
        first.close();
    }

    @Override
    McpTools open(Duration deadline) {
        return McpTools.open("orders", new McpServer.Address(server.address(), KEYS), deadline);
    }

    @Test
    void without_the_key_nothing_is_opened() {
        assertThatThrownBy(() -> McpTools.open("orders", McpServer.at(server.address()), LONG))
                .isInstanceOf(ToolSourceException.class)
                .hasMessageContaining("cannot use the MCP server orders (http://127.0.0.1:")
                .hasMessageContaining("takes the key");
    }

    @Test
    void a_wrong_key_is_not_repeated_in_the_message() {
        Keys wrong = Keys.of(Map.of("Authorization", "Bearer wrong-0123456789"));
        assertThatThrownBy(() -> McpTools.open("orders", new McpServer.Address(server.address(), wrong), LONG))
                .isInstanceOf(ToolSourceException.class)
                .hasMessageNotContaining("wrong-0123456789");
        assertThat(new McpServer.Address(server.address(), wrong).toString()).doesNotContain("wrong-0123456789");
    }

    @Test
    void a_server_that_dies_is_a_failure_of_the_call() {
        try (McpTools tools = open(Duration.ofSeconds(8))) {
            server.close();
            assertThat(failure(call(tools, "tell", "{'id':'x'}")))
                    .startsWith("tell of the MCP server orders got no answer");
        }
    }

    @Test
    void an_address_where_nobody_listens_is_said() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + port + "/mcp");
        assertThatThrownBy(() -> McpTools.open("orders", McpServer.at(address), LONG))
                .isInstanceOf(ToolSourceException.class)
                .hasMessageContaining(address.toString());
    }
}

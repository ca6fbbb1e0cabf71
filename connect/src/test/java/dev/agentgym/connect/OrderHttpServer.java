package dev.agentgym.connect;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/// The order server over streamable HTTP on the loopback interface, for those who have the key.
final class OrderHttpServer implements AutoCloseable {

    /// Held here because a logger that nobody holds forgets its level.
    private static final Logger CONTAINER = Logger.getLogger("org.apache");

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Tomcat tomcat;
    private final McpSyncServer server;

    private OrderHttpServer(Tomcat tomcat, McpSyncServer server) {
        this.tomcat = tomcat;
        this.server = server;
    }

    static OrderHttpServer start(String key) {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(McpWire.MAPPER)
                .mcpEndpoint("/mcp")
                .build();
        McpSyncServer server = OrderServer.serve(McpServer.sync(transport));
        CONTAINER.setLevel(Level.OFF);
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir")).toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Wrapper wrapper = Tomcat.addServlet(context, "mcp", transport);
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded("/mcp", "mcp");
        guard(context, key);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException("cannot start the server of the test", e);
        }
        return new OrderHttpServer(tomcat, server);
    }

    private static void guard(Context context, String key) {
        Filter filter = (request, response, rest) -> {
            String given = ((HttpServletRequest) request).getHeader("Authorization");
            if (key.equals(given)) {
                rest.doFilter(request, response);
            } else {
                ((HttpServletResponse) response).sendError(401, "not your key: " + given);
            }
        };
        FilterDef definition = new FilterDef();
        definition.setFilterName("guard");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("guard");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp");
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            server.close();
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("cannot stop the server of the test", e);
        }
    }
}

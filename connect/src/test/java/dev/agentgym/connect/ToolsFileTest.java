package dev.agentgym.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.AgentTool;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.deploy.RealAnswer;
import dev.agentgym.deploy.Route;
import dev.agentgym.deploy.ToolSource;
import dev.agentgym.deploy.ToolSourceException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ToolsFileTest {

    private static final Map<String, String> VARIABLES = Map.of("CRM_TOKEN", "crm-0123456789", "EMPTY", " ");

    /// A source that a file may name.
    public static final class Greeter {
        @AgentTool("Greets.")
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    /// A class that cannot be made.
    public static final class Broken {
        public Broken() {
            throw new IllegalStateException("no database");
        }
    }

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("tools.yaml"), text);
    }

    private ToolsFile read(String text) throws IOException {
        return ToolsFile.read(file(text), VARIABLES);
    }

    @Test
    void sources_of_all_kinds_and_routes_are_read_from_one_file() throws IOException {
        String greeter = Greeter.class.getName();
        try (ShopServer shop = new ShopServer()) {
            shop.answers("{\"pong\":true}");
            Files.writeString(
                    folder.resolve("shop.json"),
                    "{\"openapi\":\"3.0.0\",\"paths\":{\"/ping\":{\"get\":"
                            + "{\"operationId\":\"ping\",\"security\":[{\"token\":[]}]}}},\"components\":{\"securitySchemes\":"
                            + "{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}}}");
            ToolsFile tools = read("""
                    # Who answers which tool.
                    sources:
                      office: {java: "%s", deadline: 2m}
                      shop:
                        openapi: shop.json
                        server: %s
                        keys: {token: CRM_TOKEN}
                        deadline: 500ms
                    tools:
                      greet: real
                      check: {route: shadowed, source: shop, as: ping}
                      list_orders: mocked
                    """.formatted(greeter, shop.address()));
            assertThat(tools.routes().byTool())
                    .containsExactly(
                            Map.entry("check", Route.SHADOWED.from("shop").as("ping")),
                            Map.entry("greet", Route.REAL),
                            Map.entry("list_orders", Route.MOCKED));
            ToolSource[] opened = tools.open();
            assertThat(opened).extracting(ToolSource::name).containsExactly("office", "shop");
            assertThat(opened)
                    .extracting(ToolSource::deadline)
                    .containsExactly(Duration.ofMinutes(2), Duration.ofMillis(500));
            assertThat(opened[0].call(new ToolCall("c", "greet", (ObjectNode) Json.parse("{\"name\":\"Ada\"}"))))
                    .isEqualTo(RealAnswer.accepted(Json.parse("\"Hello Ada\"")));
            assertThat(opened[1].call(new ToolCall("c", "ping", Json.object())))
                    .isEqualTo(RealAnswer.accepted(Json.parse("{\"pong\":true}")));
            assertThat(shop.asked.getFirst().header("Authorization")).isEqualTo("Bearer crm-0123456789");
            List.of(opened).forEach(ToolSource::close);
        }
    }

    @Test
    void mcp_servers_are_addresses_or_programs() throws IOException {
        try (OrderHttpServer orders = OrderHttpServer.start("Bearer crm-0123456789")) {
            ToolSource[] opened = read("sources: {crm: {mcp: '" + orders.address() + "', bearer: CRM_TOKEN}}")
                    .open();
            assertThat(opened[0].declarations()).map(ToolSchema::name).contains("get_order");
            opened[0].close();
        }
        assertThatThrownBy(() -> read("sources: {crm: {mcp: [no-such-program-here], env: [CRM_TOKEN]}}")
                        .open())
                .isInstanceOf(ToolSourceException.class)
                .hasMessageContaining("cannot use the MCP server crm (the program no-such-program-here)")
                .hasMessageNotContaining("crm-0123456789");
    }

    @Test
    void a_class_may_come_from_the_users_own_class_path() throws IOException {
        Path source = Files.writeString(folder.resolve("Desk.java"), """
                import dev.agentgym.deploy.AgentTool;

                public class Desk {
                    @AgentTool("Adds.")
                    public int add(int a, int b) {
                        return a + b;
                    }
                }
                """);
        compile(source, Files.createDirectories(folder.resolve("classes")));
        ToolSource[] opened =
                read("sources: {desk: {java: Desk, classpath: [classes]}}").open();
        assertThat(opened[0].call(new ToolCall("c", "add", (ObjectNode) Json.parse("{\"a\":1,\"b\":2}"))))
                .isEqualTo(RealAnswer.accepted(Json.parse("3")));
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-parameters",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            assertThat(compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                            .call())
                    .as(errors.toString())
                    .isTrue();
        }
    }

    @Test
    void what_was_opened_is_closed_when_a_later_source_cannot_be() throws IOException {
        try (OrderHttpServer orders = OrderHttpServer.start("Bearer crm-0123456789")) {
            ToolsFile tools = read("""
                    sources:
                      crm: {mcp: '%s', bearer: CRM_TOKEN}
                      shop: {openapi: missing.yaml}
                    """.formatted(orders.address()));
            assertThatThrownBy(tools::open)
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("missing.yaml")
                    .hasMessageContaining("NoSuchFileException");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "source: {} | line 1: source: `source` means nothing here; there are sources, tools",
                "[a] | fields must stand here (sources, tools), not [\"a\"]",
                "sources: [a] | line 1: sources: names with values must stand here, not [\"a\"]",
                "sources: {crm: 7} | line 1: sources.crm: a source has `mcp`",
                "sources: {crm: {url: x}} | line 1: sources.crm: a source has `mcp`",
                "sources: {crm: {mcp: x, keys: {}}} | sources.crm.keys: `keys` means nothing here; there are bearer, deadline, headers, mcp",
                "sources: {crm: {mcp: node server.js}} | this is no address",
                "sources: {crm: {mcp: ftp://x}} | an address such as https://example.com/mcp must stand here",
                "sources: {crm: {mcp: https://ada:pass@x/mcp}} | without a password",
                "sources: {crm: {mcp: []}} | sources.crm.mcp: a command names at least the program",
                "sources: {crm: {mcp: [a, 7]}} | sources.crm.mcp[1]: text must stand here, not 7",
                "sources: {crm: {mcp: https://x/y, bearer: NOT_THERE}} | sources.crm.bearer: the environment variable NOT_THERE is not set; set it to the secret",
                "sources: {crm: {mcp: https://x/y, bearer: EMPTY}} | the environment variable EMPTY is not set",
                "sources: {crm: {mcp: https://x/y, deadline: soon}} | sources.crm.deadline: a time such as 20s, 500ms or 2m must stand here, not \"soon\"",
                "sources: {crm: {mcp: https://x/y, deadline: 0}} | a time such as 20s",
                "tools: {greet: real} | line 1: tools.greet: there is no source of real tools; name one under `sources`",
                "tools: {greet: reel} | tools.greet: a route is mocked, real or shadowed, not \"reel\"",
                "tools: {greet: {source: crm}} | a route is mocked, real or shadowed, not nothing",
                "tools: {greet: {route: real, form: crm}} | `form` means nothing here; there are as, route, source",
                "tools: {greet: mocked, greet: mocked} | tools.greet stands here twice",
                "tools: {greet: | not YAML"
            })
    void what_is_wrong_is_said_with_place_value_and_remedy(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith(folder.resolve("tools.yaml").toString())
                .hasMessageContaining(message);
    }

    // Whoever puts the key itself into the file must not find it in a log as well.
    @Test
    void a_secret_in_the_wrong_place_is_not_repeated() {
        for (String secret : List.of("sk-live-0123456789", "ghp_abcdef0123456789")) {
            assertThatThrownBy(() -> read("sources: {crm: {mcp: https://x/y, bearer: " + secret + "}}"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("environment variable")
                    .hasMessageNotContaining(secret);
        }
    }

    @Test
    void a_route_to_an_unknown_source_names_those_that_there_are() {
        assertThatThrownBy(() -> read("sources: {crm: {java: X}}\ntools: {greet: {route: real, source: cmr}}"))
                .hasMessageContaining("line 2: tools.greet: no source is named cmr; there are crm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{java: no.such.Desk} | there is no class no.such.Desk; name its jar or folder under `classpath`",
                "{java: java.lang.Runnable} | java.lang.Runnable cannot be made",
                "{java: java.lang.Object} | no method that is marked with @AgentTool",
                "{java: 'dev.agentgym.connect.ToolsFileTest$Broken'} | failed: java.lang.IllegalStateException: no database",
                "{java: Desk, classpath: [nowhere.jar]} | nothing stands at "
            },
            quoteCharacter = '~')
    void a_class_that_cannot_be_used_is_said(String source, String message) throws IOException {
        ToolsFile tools = read("sources: {desk: " + source + "}");
        assertThatThrownBy(tools::open).isInstanceOf(DeploymentException.class).hasMessageContaining(message);
    }
}

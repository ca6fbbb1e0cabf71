package dev.agentgym.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.Gym;
import dev.agentgym.agent.Reply;
import dev.agentgym.deploy.AgentTool;
import dev.agentgym.deploy.Deployment;
import dev.agentgym.deploy.DriftReport;
import dev.agentgym.deploy.JavaTools;
import dev.agentgym.deploy.Route;
import dev.agentgym.deploy.Routes;
import dev.agentgym.deploy.ToolArgument;
import dev.agentgym.deploy.ToolRefusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of `docs/deploy.md` are compiled and read here, so they cannot go out of date unnoticed.
class DeployPageTest {

    private static final Path ROOT = Path.of(System.getProperty("agentgym.root", ".."));

    record Order(String id) {}

    record Orders() {
        Optional<Order> find(String id) {
            return Optional.of(new Order(id));
        }
    }

    private static final Orders orders = new Orders();

    public static final class OfficeTools {
        @AgentTool("Looks an order up.")
        public Order getOrder(@ToolArgument("such as W-10") String id) {
            return orders.find(id).orElseThrow(() -> new ToolRefusal("Error: no order " + id));
        }
    }

    /// Never run: it calls servers of the reader.
    static void lines(Gym gym) {
        Routes routes = Routes.MOCKED.real("get_customer").shadowed("cancel_order");
        JavaTools office = JavaTools.of("office", new OfficeTools());
        McpTools crm = McpTools.open("crm", McpServer.at(URI.create("https://crm.example/mcp")));
        try (Deployment tools = gym.deploy(routes, office, crm)) {
            Reply reply = gym.queryAgent().with(tools).reply("Please cancel order W-10");
            DriftReport drift = tools.drift();
            System.out.println(reply.text() + " " + drift.toJson());
        }
    }

    @TempDir
    Path folder;

    private static List<String> block(String page, String heading, String language) {
        String after = page.substring(page.indexOf("## " + heading));
        String code = after.substring(after.indexOf("```" + language + "\n") + language.length() + 4);
        return code.substring(0, code.indexOf("```")).lines().toList();
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/deploy.md"));
    }

    @Test
    void the_java_of_the_page_is_that_compiled_here() throws IOException {
        String here = Files.readString(ROOT.resolve("connect/src/test/java/dev/agentgym/connect/DeployPageTest.java"));
        assertThat(here).contains(indented(block(page(), "Java methods", "java"), "    "));
        assertThat(here).contains(indented(block(page(), "From Java", "java"), "        "));
    }

    private static String indented(List<String> lines, String by) {
        assertThat(lines).hasSizeGreaterThan(5);
        return lines.stream()
                .map(line -> line.isEmpty()
                        ? "\n"
                        : by + line.replaceFirst("^public final class", "public static final class") + "\n")
                .reduce("", String::concat);
    }

    @Test
    void the_file_of_the_page_is_understood() throws IOException {
        Path file = folder.resolve("tools.yaml");
        Files.write(file, block(page(), "The file", "yaml"));
        Map<String, String> variables = Map.of("CRM_TOKEN", "a-token", "WAREHOUSE_KEY", "a-key", "SHOP_KEY", "a-key");
        assertThat(ToolsFile.read(file, variables).routes().byTool())
                .containsOnlyKeys("get_customer", "list_orders", "cancel_order")
                .containsEntry("cancel_order", Route.SHADOWED.from("shop").as("cancelOrder"));
    }

    @Test
    void the_tools_of_the_page_are_tools() {
        assertThat(JavaTools.of("office", new OfficeTools()).declarations())
                .singleElement()
                .satisfies(tool -> assertThat(tool.name()).isEqualTo("getOrder"));
    }
}

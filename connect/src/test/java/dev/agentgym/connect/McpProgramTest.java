package dev.agentgym.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.deploy.ToolSourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpProgramTest extends McpToolsContract {

    private static final String SECRET = "order-key-0123456789";

    private static List<String> command(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OrderServer.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static McpServer server(String... arguments) {
        return new McpServer.Program(command(arguments), Keys.of(Map.of("ORDER_KEY", SECRET)));
    }

    @Override
    McpTools open(Duration deadline) {
        return McpTools.open("orders", server(), deadline);
    }

    // Keys of other services stand in the environment of whoever runs this.
    @Test
    void the_program_sees_no_variables_but_its_own_and_the_harmless_ones() {
        try (McpTools tools = open(LONG)) {
            assertThat(call(tools, "variables", "{}").toString())
                    .contains("ORDER_KEY")
                    .contains("PATH")
                    .doesNotContain("JAVA_HOME", "PWD");
        }
    }

    // The library would wait for the answer of a dead program until the time is over.
    @Test
    void a_program_that_ends_in_the_middle_of_a_call_is_noticed_at_once() {
        try (McpTools tools = open(Duration.ofHours(1))) {
            assertThat(failure(call(tools, "halt", "{}")))
                    .contains("halt of the MCP server orders got no answer: the program has ended");
        }
    }

    // A call that was under way is not repeated: it may have done its work.
    @Test
    void a_program_that_has_ended_is_started_again_by_the_next_call_and_somebody_is_told() throws InterruptedException {
        long before = children();
        List<String> notes = new CopyOnWriteArrayList<>();
        try (McpTools tools = McpTools.open("orders", server(), LONG, notes::add)) {
            call(tools, "halt", "{}");
            assertThat(notes).isEmpty();

            assertThat(call(tools, "tell", "{'id':'x'}")).isEqualTo(call(tools, "tell", "{'id':'x'}"));
            assertThat(call(tools, "tell", "{'id':'x'}").toString()).contains("x");

            assertThat(notes)
                    .containsExactly(
                            "the program of the MCP server orders had ended and was started again; what it kept"
                                    + " in memory is lost");
            assertThat(children()).isEqualTo(before + 1);
        }
        until(() -> children() == before);
    }

    @Test
    void a_program_that_does_not_start_again_is_tried_once_for_each_call_and_said(@TempDir Path folder)
            throws InterruptedException {
        long before = children();
        List<String> notes = new CopyOnWriteArrayList<>();
        try (McpTools tools =
                McpTools.open("orders", server("once", folder.resolve("mark").toString()), LONG, notes::add)) {
            call(tools, "halt", "{}");

            for (int i = 0; i < 2; i++) {
                assertThat(failure(call(tools, "tell", "{'id':'x'}")))
                        .contains("tell of the MCP server orders got no answer")
                        .contains("did not start again")
                        .contains("the lock is taken");
            }
            assertThat(notes).isEmpty();
        }
        until(() -> children() == before);
    }

    @Test
    void what_was_closed_is_not_started_again() throws InterruptedException {
        long before = children();
        McpTools tools = open(LONG);
        tools.close();
        until(() -> children() == before);

        assertThat(failure(call(tools, "tell", "{'id':'x'}"))).contains("got no answer");
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void a_program_that_does_not_start_is_said_without_the_key() {
        assertThatThrownBy(() -> McpTools.open("orders", server("broken"), Duration.ofHours(1)))
                .isInstanceOf(ToolSourceException.class)
                .hasMessageContaining("cannot use the MCP server orders (the program ")
                .hasMessageContaining("the program has ended")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(
                        () -> McpTools.open("orders", McpServer.program("no-such-program-here"), Duration.ofHours(1)))
                .isInstanceOf(ToolSourceException.class)
                .hasMessageContaining("the program no-such-program-here")
                .hasMessageContaining("No such file");
    }

    // A banner on standard output is the commonest mistake of such programs; the library stops reading there.
    @Test
    void a_program_that_says_what_is_not_the_protocol_is_said() {
        assertThatThrownBy(() -> McpTools.open("orders", server("noisy"), Duration.ofSeconds(4)))
                .isInstanceOf(ToolSourceException.class)
                .hasMessageContaining("see that it runs there, speaks MCP and takes the key");
    }

    @Test
    void closing_ends_the_program() throws InterruptedException {
        long before = children();
        McpTools tools = open(LONG);
        assertThat(children()).isEqualTo(before + 1);
        tools.close();
        until(() -> children() == before);
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }
}

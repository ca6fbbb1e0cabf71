package dev.agentgym.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.RealAnswer;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What the tools of an MCP server do, whichever way they are reached. The servers are made with the official
/// library.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class McpToolsContract {

    static final Duration LONG = Duration.ofSeconds(60);

    /// For tests that leave the server as it was.
    private McpTools shared;

    /// The tools of a fresh server.
    abstract McpTools open(Duration deadline);

    @BeforeAll
    void openShared() {
        shared = open(LONG);
    }

    @AfterAll
    void closeShared() {
        shared.close();
    }

    static RealAnswer call(McpTools tools, String tool, String arguments) {
        return tools.call(new ToolCall("c1", tool, (ObjectNode) Json.parse(arguments.replace('\'', '"'))));
    }

    static String failure(RealAnswer answer) {
        assertThat(answer).isInstanceOf(RealAnswer.Failed.class);
        return ((RealAnswer.Failed) answer).reason();
    }

    static RealAnswer accepted(String json) {
        return RealAnswer.accepted(Json.parse(json.replace('\'', '"')));
    }

    /// Looks again and again; the test's time limit interrupts it.
    static void until(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("it never held");
            }
            Thread.onSpinWait();
        }
    }

    private static List<String> names(McpTools tools) {
        return tools.declarations().stream().map(ToolSchema::name).toList();
    }

    @Test
    void tools_are_listed_and_answers_have_the_form_of_the_logs() {
        McpTools tools = shared;
        assertThat(names(tools)).contains("get_order", "tell", "two", "stall", "halt");
        assertThat(tools.declarations())
                .filteredOn(tool -> tool.name().equals("get_order"))
                .singleElement()
                .isEqualTo(new ToolSchema("get_order", "Looks an order up.", (ObjectNode)
                        Json.parse("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}},"
                                + "\"required\":[\"id\"]}")));
        assertThat(call(tools, "get_order", "{'id':'W-1'}")).isEqualTo(accepted("{'id':'W-1','total':12.5}"));
        assertThat(call(tools, "tell", "{'id':'hello'}")).isEqualTo(accepted("'hello'"));
        assertThat(call(tools, "tell", "{'id':' {\\'a\\': 1}'}")).isEqualTo(accepted("{'a':1}"));
        assertThat(call(tools, "tell", "{'id':'{no json'}")).isEqualTo(accepted("'{no json'"));
        assertThat(call(tools, "two", "{}")).isEqualTo(accepted("['one',[2]]"));
    }

    @Test
    void a_refusal_is_an_answer() {
        McpTools tools = shared;
        assertThat(call(tools, "get_order", "{'id':'X'}")).isEqualTo(RealAnswer.refused("Error: no order X"));
        assertThat(call(tools, "get_order", "{'id':7}")).isInstanceOfSatisfying(RealAnswer.Given.class, given -> {
            assertThat(given.isError()).isTrue();
            assertThat(given.result().asText()).contains("string");
        });
    }

    @Test
    void a_tool_that_breaks_does_not_break_the_source() {
        McpTools tools = shared;
        assertThat(call(tools, "throw", "{}"))
                .as("over HTTP the server sometimes hangs up instead of saying why")
                .satisfiesAnyOf(
                        answer -> assertThat(answer.toString()).contains("no database"),
                        answer -> assertThat(failure(answer)).contains("got no answer"));
        assertThat(call(tools, "get_order", "{'id':'W-1'}")).isEqualTo(accepted("{'id':'W-1','total':12.5}"));
    }

    @Test
    void a_tool_that_the_server_does_not_offer_is_not_called() {
        McpTools tools = shared;
        assertThat(failure(call(tools, "fly", "{}")))
                .isEqualTo("fly of the MCP server orders is not offered by the server any more");
    }

    // A library that waits for good would hold the customer for good.
    @Test
    void a_call_without_an_answer_ends_in_time() {
        try (McpTools tools = open(Duration.ofSeconds(8))) {
            assertThat(tools.deadline()).isEqualTo(Duration.ofSeconds(8));
            assertThat(failure(call(tools, "stall", "{}"))).startsWith("stall of the MCP server orders got no answer");
            assertThat(call(tools, "tell", "{'id':'still here'}")).isEqualTo(accepted("'still here'"));
        }
    }

    @Test
    void calls_run_side_by_side_and_each_gets_its_own_answer() throws Exception {
        McpTools tools = shared;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RealAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String arguments = "{'id':'W-" + i + "'}";
                answers.add(threads.submit(() -> call(tools, "tell", arguments)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(accepted("'W-" + i + "'"));
            }
        }
    }

    @Test
    void a_server_that_changes_its_tools_is_asked_again() throws InterruptedException {
        try (McpTools tools = open(LONG)) {
            call(tools, "grow", "{}");
            until(() -> names(tools).contains("grown"));
            assertThat(call(tools, "grown", "{}")).isEqualTo(accepted("'new'"));
            call(tools, "shrink", "{}");
            until(() -> !names(tools).contains("two"));
            assertThat(failure(call(tools, "two", "{}"))).contains("not offered");
        }
    }
}

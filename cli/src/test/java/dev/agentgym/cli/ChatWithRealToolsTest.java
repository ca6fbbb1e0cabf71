package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.deploy.AgentTool;
import dev.agentgym.deploy.ToolRefusal;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `chat --tools` as a user runs it, with the agent that needs no model.
@Timeout(120)
class ChatWithRealToolsTest {

    private static final String CANCEL = """
            {"session": "a", "user": "I want to cancel my subscription"}
            {"session": "a", "user": "It is 123."}
            """;

    @TempDir
    static Path folder;

    private static Path gym;

    /// The real accounts: the plan has changed since the logs were written.
    public static final class Accounts {
        @AgentTool("Looks an account up.")
        public Map<String, String> lookup_account(String user_id) {
            if (!user_id.equals("123")) {
                throw new ToolRefusal("Error: user " + user_id + " not found");
            }
            return Map.of("user_id", user_id, "plan", "Gold", "renews_on", "2026-04-01");
        }

        @AgentTool("Cancels, for real.")
        public Map<String, String> cancel_subscription(String user_id) {
            if (!user_id.isEmpty()) {
                throw new IllegalStateException("nobody may cancel " + user_id + " in a test");
            }
            return Map.of();
        }
    }

    @BeforeAll
    static void create() {
        gym = folder.resolve("gym");
        Ran.agentGym("create", Ran.quickstart(), "--out", gym).endingWith(0);
    }

    private static Path tools(String routes) throws IOException {
        return Files.writeString(
                folder.resolve("tools.yaml"),
                "sources:\n  crm: {java: " + Accounts.class.getName() + "}\ntools: " + routes + "\n");
    }

    private static Ran chat(Path tools, Object... more) {
        List<Object> arguments =
                new java.util.ArrayList<>(List.of("chat", gym, "--agent", "grounded", "--tools", tools));
        arguments.addAll(List.of(more));
        return Ran.reading(CANCEL, arguments.toArray());
    }

    private static JsonNode lookup(Ran ran) {
        return ran.endingWith(0).jsonLines().get(1).path("tool_calls").path(0);
    }

    @Test
    void a_real_tool_answers_and_all_others_stay_mocked() throws IOException {
        Ran ran = chat(tools("{lookup_account: real}"));
        assertThat(lookup(ran).path("tier").asText()).isEqualTo("real");
        assertThat(lookup(ran).path("result").path("plan").asText()).isEqualTo("Gold");
        assertThat(lookup(ran).path("provenance").path("reason").asText()).isEqualTo("answered by crm");
        assertThat(ran.err())
                .contains("real: lookup_account (crm)", "All other tools are mocked.", "lookup_account: 1 call");
        assertThat(ran.err()).doesNotContain("nobody may cancel");
    }

    @Test
    void what_a_source_has_and_cannot_be_called_is_said() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                openapi: 3.0.0
                servers: [{url: 'http://localhost:1'}]
                paths:
                  /a:
                    get: {operationId: get_order}
                    post: {operationId: upload, requestBody: {content: {multipart/form-data: {schema: {}}}}}
                """);
        Path tools = Files.writeString(
                folder.resolve("left.yaml"), "sources:\n  shop: {openapi: shop.yaml}\ntools: {get_order: real}\n");

        assertThat(chat(tools).endingWith(0).err())
                .contains(
                        "left out of shop, for they cannot be called from here: upload (its body is multipart/form-data");
        assertThat(chat(tools("{lookup_account: real}")).err()).doesNotContain("left out");
    }

    @Test
    void a_shadowed_tool_shows_where_the_mock_is_wrong() throws IOException {
        Path drift = folder.resolve("drift.json");
        Ran ran = chat(tools("{lookup_account: shadowed}"), "--drift", drift);
        assertThat(lookup(ran).path("result").path("plan").asText()).isEqualTo("Gold");
        assertThat(ran.err())
                .contains("shadowed: lookup_account (crm)")
                .contains("lookup_account: 1 call, 1 different")
                .contains("differs in plan (1)")
                .contains("plan: expected \"Gold\", got \"Premium\"")
                .contains("drift: " + drift);
        JsonNode tool = Json.parse(Files.readString(drift)).path("tools").path(0);
        assertThat(tool.path("places")).isEqualTo(Json.parse("{\"plan\":1}"));
        assertThat(tool.path("worst").path(0).path("arguments").path("user_id").asText())
                .isEqualTo("123");
    }

    @Test
    void a_tool_that_breaks_is_told_and_the_chat_goes_on() throws IOException {
        Ran ran = Ran.reading(
                        CANCEL
                                + "{\"session\": \"a\", \"user\": \"Yes please\"}\n{\"session\": \"b\", \"user\": \"hello\"}\n",
                        "chat",
                        gym,
                        "--agent",
                        "grounded",
                        "--tools",
                        tools("{cancel_subscription: real}"))
                .endingWith(0);
        assertThat(ran.jsonLines()).hasSize(4);
        assertThat(ran.err()).contains("warning: calls of cancel_subscription may change something, for real");
        assertThat(ran.out()).contains("nobody may cancel 123 in a test").contains("did not answer");
        assertThat(ran.err()).contains("cancel_subscription: 1 call, 1 failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{lookup_account: reel} | line 3: tools.lookup_account: a route is mocked, real or shadowed",
                "{fly: real} | no source offers a tool named fly: crm has cancel_subscription, lookup_account",
                "{fly: mocked} | no log of the gym knows a tool named fly",
                "{lookup_account: {route: real, source: cmr}} | no source is named cmr; there are crm"
            })
    void a_wrong_file_is_a_usage_error_with_the_place(String routes, String message) throws IOException {
        Ran ran = chat(tools(routes)).endingWith(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(message).hasLineCount(1);
    }

    @Test
    void what_cannot_be_read_reached_or_written_is_said() throws IOException {
        assertThat(chat(folder.resolve("missing.yaml")).endingWith(2).err())
                .contains("cannot read")
                .contains("missing.yaml");
        assertThat(Ran.reading(CANCEL, "chat", gym, "--drift", "x.json")
                        .endingWith(2)
                        .err())
                .contains("--drift needs --tools");
        assertThat(chat(tools("{lookup_account: real}"), "--drift", folder.resolve("no/where.json"))
                        .endingWith(2)
                        .err())
                .contains("there is no folder");
        Path unreachable = Files.writeString(
                folder.resolve("unreachable.yaml"), "sources: {crm: {mcp: [no-such-program-here]}}\n");
        assertThat(chat(unreachable).endingWith(1).err()).contains("cannot use the MCP server crm");
    }
}

package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

    @TempDir
    static Path folder;

    private static Path gym;

    @BeforeAll
    static void create() {
        gym = folder.resolve("gym");
        Ran.agentGym("create", Ran.quickstart(), "--out", gym).endingWith(0);
    }

    @Test
    void an_answer_is_explained_from_its_tier_down_to_its_rule() {
        Ran ran = Ran.agentGym("inspect", gym, "--tool", "lookup_account", "--trace-answer", "{\"user_id\": \"123\"}")
                .endingWith(0);

        assertThat(ran.out())
                .contains("answer {", "Premium", "tier replayed, confidence 0.")
                .contains("because: logged after the same calls 1 time; shown by conv_001")
                .containsPattern("what the rules say:\\R {2}.*: found \\{");
    }

    @Test
    void the_explanation_goes_with_the_answer_as_json() {
        JsonNode json = Ran.agentGym(
                        "inspect",
                        gym,
                        "--json",
                        "--tool",
                        "lookup_account",
                        "--trace-answer",
                        "{\"user_id\": \"999\"}")
                .endingWith(0)
                .json();

        assertThat(json.path("is_error").asBoolean()).isTrue();
        assertThat(json.path("explanation")).isNotEmpty();
    }

    @Test
    void a_persons_rules_are_held_against_the_logs_and_outlast_a_new_create() throws IOException {
        Path mine = folder.resolve("mine");
        Ran.agentGym("create", Ran.quickstart(), "--out", mine).endingWith(0);
        assertThat(Ran.agentGym("inspect", mine, "--overrides").endingWith(0).out())
                .contains("nothing is overridden");
        Files.writeString(mine.resolve("overrides.yaml"), """
                tools:
                  lookup_account:
                    refuse:
                      - when: args.user_id = "123"
                        saying: "Error: account {args.user_id} is locked"
                """);

        Ran.agentGym("create", Ran.quickstart(), "--out", mine).endingWith(0);

        assertThat(Ran.agentGym("inspect", mine, "--overrides").endingWith(0).out())
                .isEqualToNormalizingNewlines("""
                        overrides.yaml, line 4: lookup_account refuse: refuses where args.user_id = "123", saying "Error: account {args.user_id} is locked"
                          warning: contradicts 1: conv_001
                        """);
        assertThat(Ran.agentGym("inspect", mine, "--overrides", "--json").json().at("/overrides/0/conversations/0"))
                .isEqualTo(Json.of("conv_001"));
        JsonNode answer = Ran.agentGym("mock", mine, "lookup_account", "{\"user_id\": \"123\"}", "--json")
                .json();
        assertThat(answer.path("tier").asText()).isEqualTo("refused");
        assertThat(answer.path("result").asText()).isEqualTo("Error: account 123 is locked");
    }

    @Test
    void an_override_of_what_is_not_there_is_named_with_its_line() throws IOException {
        Path mine = folder.resolve("wrong");
        Ran.agentGym("create", Ran.quickstart(), "--out", mine).endingWith(0);
        Files.writeString(mine.resolve("overrides.yaml"), "tools:\n  lookup:\n    always: 1\n");

        assertThat(Ran.agentGym("mock", mine, "lookup_account", "{}")
                        .endingWith(1)
                        .err())
                .contains("overrides.yaml, line 3: no tool is named lookup; there are cancel_subscription");
        assertThat(Ran.agentGym("inspect", Ran.quickstart(), "--overrides")
                        .endingWith(2)
                        .err())
                .contains("--overrides needs a gym");
    }

    @Test
    void an_answer_to_trace_needs_a_tool_and_an_object() {
        assertThat(Ran.agentGym("inspect", gym, "--trace-answer", "{}")
                        .endingWith(2)
                        .err())
                .contains("--trace-answer needs --tool");
        assertThat(Ran.agentGym("inspect", gym, "--tool", "lookup_account", "--trace-answer", "[]")
                        .endingWith(2)
                        .err())
                .contains("arguments are a JSON object");
    }

    @Test
    void tools_are_declared_in_the_format_that_is_asked_for() {
        JsonNode openAi = Ran.agentGym("inspect", gym, "--declarations", "openai")
                .endingWith(0)
                .json();
        JsonNode mcp = Ran.agentGym("inspect", gym, "--declarations", "mcp", "--tool", "lookup_account")
                .endingWith(0)
                .json();
        JsonNode schema = Ran.agentGym("inspect", gym, "--declarations", "json-schema")
                .endingWith(0)
                .json();

        assertThat(openAi.at("/tools/0/function/parameters/type").asText()).isEqualTo("object");
        assertThat(mcp.path("tools")).hasSize(1);
        assertThat(mcp.at("/tools/0/inputSchema/properties").has("user_id")).isTrue();
        assertThat(schema.path("oneOf")).hasSameSizeAs(openAi.path("tools"));
    }

    @Test
    void an_unknown_format_of_declarations_is_a_usage_error_that_lists_those_known() {
        assertThat(Ran.agentGym("inspect", gym, "--declarations", "yaml")
                        .endingWith(2)
                        .err())
                .contains("no format named yaml; there are openai, mcp, json-schema");
        assertThat(Ran.agentGym("inspect", Ran.quickstart(), "--declarations", "mcp")
                        .endingWith(2)
                        .err())
                .contains("--declarations needs a gym");
    }

    @Test
    void a_tool_is_shown_with_its_kind_and_counts() {
        assertThat(Ran.agentGym("inspect", gym, "--tool", "lookup_account")
                        .endingWith(0)
                        .out())
                .containsPattern("lookup_account: \\w+, \\d+ calls in \\d+ conversations");
    }
}

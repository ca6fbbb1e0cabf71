package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
}

package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.dataset.Target;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `export` as a shell would run it, on a gym of twelve customers who cancel orders and what two agents made of it.
class ExportCommandTest {

    @TempDir
    static Path folder;

    private static Path gym;
    private static Path good;
    private static Path bad;

    @BeforeAll
    static void create() throws IOException {
        gym = Cancellations.gym(folder, 12, 10);
        good = folder.resolve("play-good.jsonl");
        bad = folder.resolve("play-bad.jsonl");
        Ran.agentGym("rollout", gym, "--agent", "logged", "--out", good).endingWith(0);
        Ran.agentGym("rollout", gym, "--agent", "apologetic", "--out", bad).endingWith(0);
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Json::parse).toList();
    }

    // Twelve conversations of one customer each have no siblings, so only pairs cannot be made of the gym itself.
    @ParameterizedTest
    @EnumSource(Target.class)
    void a_gym_becomes_rows_of_every_format_or_says_why_not(Target target) {
        Path out = folder.resolve("gym-" + target.label());
        Ran ran = Ran.agentGym("export", gym, "--format", target.label(), "--out", out);
        if (target == Target.TRL_DPO) {
            ran.endingWith(1);
            assertThat(ran.err()).contains("there is nothing to export", "no sibling", "--group 8");
            assertThat(out).doesNotExist();
        } else {
            ran.endingWith(0);
            assertThat(ran.out()).contains("for " + target.label(), "rows: ").doesNotContain("left out");
            assertThat(out).isNotEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void rollouts_become_rows_of_every_format(Target target) {
        Path out = folder.resolve("rollouts-" + target.label());
        Ran ran = Ran.agentGym("export", good, bad, "--gym", gym, "--format", target.label(), "--out", out, "--json")
                .endingWith(0);
        assertThat(ran.err()).as("no warning").isEmpty();
        assertThat(ran.json().path("format").asText()).isEqualTo(target.label());
        assertThat(ran.json().path("rows").asInt()).isPositive();
        assertThat(ran.json().path("files"))
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(Path.of(file.path("path").asText())).exists());
    }

    @Test
    void pairs_are_made_across_the_rollouts_of_two_agents() throws IOException {
        Path out = folder.resolve("pairs.jsonl");
        Ran.agentGym("export", good, bad, "--gym", gym, "--format", "trl-dpo", "--successful", "--out", out)
                .endingWith(0);
        assertThat(rows(out)).hasSize(12).allSatisfy(row -> {
            assertThat(row.path("chosen_id").asText()).contains("~logged~");
            assertThat(row.path("rejected_id").asText()).contains("~apologetic~");
            assertThat(row.at("/chosen/0/tool_calls/0/function/name").asText()).isEqualTo("get_order");
            assertThat(row.path("margin").asDouble()).isGreaterThan(0.1);
            assertThat(row.path("tools")).hasSize(2);
        });
    }

    @Test
    void what_was_exported_is_converted_back() throws IOException {
        Path out = folder.resolve("sft.jsonl");
        Path back = folder.resolve("back");
        Ran.agentGym("export", gym, "--format", "trl-sft", "--out", out).endingWith(0);
        Ran.agentGym("convert", out, "--out", back, "--json").endingWith(0);
        List<JsonNode> traces = rows(back.resolve("traces.jsonl"));
        assertThat(traces).hasSize(12);
        assertThat(traces.getFirst().path("conversation_id").asText()).isEqualTo("c0");
        assertThat(traces.getFirst().path("outcome").asText()).isEqualTo("success");
        assertThat(traces.getFirst().at("/messages/2/result/status").asText()).isEqualTo("open");
    }

    @Test
    void a_pattern_that_names_the_files_of_efforts_too_names_no_mistake() {
        Path out = folder.resolve("pattern.jsonl");
        Path effort = folder.resolve("play-good.jsonl.effort.jsonl");
        assertThat(effort).exists();
        Ran.agentGym("export", good, effort, "--gym", gym, "--format", "trl-sft", "--out", out)
                .endingWith(0);
        Ran alone = Ran.agentGym("export", effort, "--format", "trl-sft", "--out", out)
                .endingWith(2);
        assertThat(alone.err()).contains("how long rollouts took");
        Ran read = Ran.agentGym("eval", effort).endingWith(1);
        assertThat(read.err()).contains("line 1", "needs").doesNotContain("defect");
    }

    @Test
    void rollouts_without_their_gym_are_told_that_tools_are_missing() {
        Ran ran = Ran.agentGym("export", good, "--format", "trl-sft", "--out", folder.resolve("alone.jsonl"))
                .endingWith(0);
        assertThat(ran.err()).contains("12 conversations call tools that nobody declares", "--gym");
    }

    @Test
    void mistakes_are_named() {
        Path out = folder.resolve("never");
        assertThat(Ran.agentGym("export", gym, "--format", "trl", "--out", out)
                        .endingWith(2)
                        .err())
                .contains("no format trl", "trl-sft", "otel");
        assertThat(Ran.agentGym("export", gym, "--format", "verl", "--rows", "pairs", "--out", out)
                        .endingWith(2)
                        .err())
                .contains("verl has no pairs", "prompts");
        assertThat(Ran.agentGym("export", gym, good, "--format", "verl", "--out", out)
                        .endingWith(2)
                        .err())
                .contains("name one gym, or files of rollouts");
        assertThat(Ran.agentGym("export", gym, "--format", "verl", "--split", "dev", "--out", out)
                        .endingWith(2)
                        .err())
                .contains("--split is train, test or all, not dev");
        assertThat(Ran.agentGym("export", good, "--format", "trl-dpo", "--margin", "0", "--out", out)
                        .endingWith(2)
                        .err())
                .contains("margin above 0");
        assertThat(Ran.agentGym("export", folder.resolve("none.jsonl"), "--format", "verl", "--out", out)
                        .endingWith(1)
                        .err())
                .contains("cannot read", "none.jsonl", "agent-gym rollout");
        assertThat(Ran.agentGym("export", folder, "--format", "verl", "--out", out)
                        .endingWith(1)
                        .err())
                .contains("no gym at", "agent-gym create");
        assertThat(Ran.agentGym("export", folder.resolve("traces.jsonl"), "--format", "trl-sft", "--out", out)
                        .endingWith(1)
                        .err())
                .contains("line 1", "a rollout needs");
        assertThat(Ran.agentGym("export", good, "--format", "trl-sft", "--min-reward", "2", "--out", out)
                        .endingWith(1)
                        .err())
                .contains("a reward below 2.0 (12)", "--min-reward");
        assertThat(out).doesNotExist();
    }
}

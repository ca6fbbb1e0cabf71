package dev.agentgym.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows that trainers were shown to take, field by field. Meant differences: JSON inside text is compared as
/// JSON, and pairs have a margin, which trainers take and the reference leaves out.
class GoldenRowsTest {

    private static final RowStyle BARE = new RowStyle(Optional.empty(), false, true);

    @TempDir
    Path folder;

    @Test
    void trl_fine_tuning() throws IOException {
        assertThat(rows(Target.TRL_SFT, RowKind.CONVERSATIONS, good())).isEqualTo(golden("trl_sft"));
    }

    @Test
    void trl_preferences() throws IOException {
        assertThat(withoutMargin(rows(Target.TRL_DPO, RowKind.PAIRS, good(), bad())))
                .isEqualTo(golden("trl_preference"));
    }

    // The good conversation has a second turn, which the reference leaves out.
    @Test
    void trl_single_turns() throws IOException {
        assertThat(rows(Target.TRL_KTO, RowKind.CONVERSATIONS, good(), bad()))
                .hasSize(3)
                .containsAll(golden("trl_unpaired"));
    }

    @Test
    void trl_prompts() throws IOException {
        assertThat(rows(Target.TRL_GRPO, RowKind.PROMPTS, good())).isEqualTo(golden("trl_prompts"));
    }

    @Test
    void verl() throws IOException {
        assertThat(rows(Target.VERL, RowKind.PROMPTS, good())).isEqualTo(golden("verl_rl"));
    }

    @Test
    void openrlhf_fine_tuning() throws IOException {
        assertThat(rows(Target.OPENRLHF, RowKind.CONVERSATIONS, good())).isEqualTo(golden("openrlhf_sft"));
    }

    @Test
    void openrlhf_preferences() throws IOException {
        assertThat(withoutMargin(rows(Target.OPENRLHF, RowKind.PAIRS, good(), bad())))
                .isEqualTo(golden("openrlhf_preference"));
    }

    @Test
    void openrlhf_prompts() throws IOException {
        assertThat(rows(Target.OPENRLHF, RowKind.PROMPTS, good())).isEqualTo(golden("openrlhf_prompts"));
    }

    private static Conversation good() {
        return Shop.trial("good", Shop.TASK, Outcome.SUCCESS, Shop.looksUp());
    }

    private static Conversation bad() {
        return Shop.trial("bad", Shop.TASK, Outcome.FAILURE, Shop.refuses());
    }

    private List<JsonNode> rows(Target target, RowKind kind, Conversation... logs) throws IOException {
        Source source = Shop.logs(List.of(logs), Shop.task(Shop.TASK, "good", 0, Task.Part.TRAIN));
        ExportSettings settings = ExportSettings.of(target).with(kind).with(BARE);
        return Shop.rows(source, settings, folder).stream()
                .map(GoldenRowsTest::read)
                .toList();
    }

    private static List<JsonNode> golden(String name) throws IOException {
        Path file = Path.of(System.getProperty("agentgym.root", "."), "../shared/reference/golden/exports")
                .resolve(name + ".jsonl")
                .normalize();
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no reference rows at " + file);
        return Files.readAllLines(file).stream()
                .map(Json::parse)
                .map(GoldenRowsTest::read)
                .toList();
    }

    private static List<JsonNode> withoutMargin(List<JsonNode> rows) {
        rows.forEach(row ->
                assertThat(((ObjectNode) row).remove("margin").doubleValue()).isEqualTo(1.0));
        return rows;
    }

    /// Answers of tools are JSON inside text, with or without white space.
    private static JsonNode read(JsonNode row) {
        if (row instanceof TextNode text && text.textValue().startsWith("{")) {
            return Json.parse(text.textValue());
        }
        if (row instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(read(field.getValue())));
        } else if (row instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, read(array.get(i)));
            }
        }
        return row;
    }
}

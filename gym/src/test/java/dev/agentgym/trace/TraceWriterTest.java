package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceWriterTest {

    @TempDir
    Path folder;

    static Conversation full(String id) {
        ToolCall call = new ToolCall("1", "find", Json.arguments(Map.of("id", "C-1")), Map.of("note", Json.of("x")));
        return new Conversation(
                id,
                List.of(
                        new Message.SystemPrompt("Be kind.", Details.NONE),
                        new Message.User(
                                "Héllo \"you\"\n", List.of(), Details.at(Instant.parse("2026-03-01T09:30:15.250Z"))),
                        Message.Assistant.calls(List.of(call)),
                        new Message.Tool("1", "find", Json.parse("{\"a\":[1,2.50,null]}"), true, Details.NONE),
                        Message.Assistant.says("Done.")),
                Outcome.PARTIAL,
                OptionalDouble.of(4.5),
                List.of(new ToolSchema("find", "Finds.", Json.object())),
                Json.arguments(Map.of("customer_id", "C-1")),
                Map.of("vendor", Json.of(List.of(1, 2))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.jsonl", "t.json", "t.jsonl.gz", "t.json.zst", "t.jsonl.zst"})
    void what_is_written_is_read_back_equal_with_unknown_fields(String name) {
        List<Conversation> traces = List.of(full("a"), full("b"));

        Traces.write(folder.resolve("new/" + name), traces);

        assertThat(Traces.read(folder.resolve("new/" + name))).isEqualTo(traces);
    }

    @Test
    void nothing_appears_under_the_name_before_commit_and_nothing_is_left_behind() throws IOException {
        Path file = folder.resolve("t.jsonl");
        Files.writeString(file, "before");
        try (TraceWriter writer = TraceWriter.create(file)) {
            writer.write(full("a"));
        }

        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("t.jsonl");
    }

    @Test
    void a_place_that_cannot_be_written_to_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Traces.write(file.resolve("t.jsonl"), List.of(full("a"))))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("cannot write")
                .hasMessageContaining("t.jsonl");
    }

    @Test
    void the_same_traces_give_the_same_bytes() throws IOException {
        Traces.write(folder.resolve("1.jsonl.zst"), List.of(full("a")));
        Traces.write(folder.resolve("2.jsonl.zst"), List.of(full("a")));

        assertThat(folder.resolve("1.jsonl.zst")).hasSameBinaryContentAs(folder.resolve("2.jsonl.zst"));
    }

    @Test
    void an_object_has_what_was_written_as_a_list_and_its_other_fields_behind() throws IOException {
        Path file = folder.resolve("results.json");
        try (TraceWriter writer = TraceWriter.object(file, "runs")) {
            writer.write(Json.object().put("id", 1));
            writer.write(Json.object().put("id", 2));
            assertThat(file).doesNotExist();
            writer.commit(Json.object().put("count", 2));
        }
        assertThat(Files.readString(file)).isEqualTo("{\"runs\":[{\"id\":1},{\"id\":2}],\"count\":2}");
    }
}

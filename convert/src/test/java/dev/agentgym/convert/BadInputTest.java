package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.trace.TraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input never crashes, hangs, or loses what was good.
class BadInputTest {

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void begin() {
        folder = new Folder(root);
    }

    private static String good(String id) {
        return "{\"id\":\"" + id + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n";
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(content);
        }
        return bytes.toByteArray();
    }

    private void assertGoodOnesSurvive(long quarantined) {
        ConversionReport report = folder.convert();
        assertThat(report.conversations().converted()).isEqualTo(2);
        assertThat(report.conversations().quarantined()).isEqualTo(quarantined);
        assertThat(folder.quarantine()).hasSize((int) quarantined);
        assertThat(folder.conversations()).extracting(each -> each.id()).containsExactly("a", "b");
    }

    @Test
    void broken_lines_cost_themselves_only() {
        folder.with("x.jsonl", good("a") + "{\"id\": nonsense}\n\0\0\n\"text\"\n[1]\nnull\n{}\n" + good("b"));
        assertGoodOnesSurvive(6);
    }

    @Test
    void invalid_utf8_costs_its_line() {
        byte[] bytes = (good("a") + "{\"id\":\"?\"}\n" + good("b")).getBytes(StandardCharsets.UTF_8);
        bytes[good("a").length() + 7] = (byte) 0xff;
        folder.with("x.jsonl", bytes);
        assertGoodOnesSurvive(1);
    }

    @Test
    void ten_thousand_levels_cost_their_line() {
        String deep = "{\"id\":\"d\",\"messages\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}\n";
        folder.with("x.jsonl", good("a") + deep + good("b"));
        assertGoodOnesSurvive(1);
    }

    @Test
    void a_line_of_fifty_megabytes_is_read() {
        String large =
                "{\"id\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(50 << 20) + "\"}]}\n";
        folder.with("x.jsonl", good("a") + large);
        assertGoodOnesSurvive(0);
    }

    @Test
    void a_table_cell_of_fifty_megabytes_is_read() {
        folder.with("m.csv", "conversation_id,role,text\na,user,\"" + "y".repeat(50 << 20) + "\"\nb,user,Hi\n");
        assertGoodOnesSurvive(0);
    }

    @Test
    void a_packed_file_that_was_cut_gives_what_it_has() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            lines.append(good("c" + i + "x" + (i * 7919L % 10007)));
        }
        byte[] whole = gzip(lines.toString().getBytes(StandardCharsets.UTF_8));
        ConversionReport report = folder.with("x.jsonl.gz", Arrays.copyOf(whole, whole.length * 2 / 3))
                .convert();
        assertThat(report.conversations().converted()).isBetween(1000L, 4999L);
        assertThat(report.conversations().quarantined()).isEqualTo(1);
        assertThat(folder.quarantine().getFirst().path("reason").asText()).contains("cannot be read on");
    }

    @Test
    void a_packed_table_that_was_cut_gives_what_it_has() throws IOException {
        StringBuilder rows = new StringBuilder("conversation_id,role,text\n");
        for (int i = 0; i < 20_000; i++) {
            rows.append("c")
                    .append(i)
                    .append(",user,Hi ")
                    .append(i * 7919L % 10007)
                    .append('\n');
        }
        byte[] whole = gzip(rows.toString().getBytes(StandardCharsets.UTF_8));
        ConversionReport report =
                folder.with("m.csv.gz", Arrays.copyOf(whole, whole.length / 2)).convert();
        assertThat(report.conversations().converted()).isBetween(5000L, 19_999L);
        assertThat(report.rows().quarantined()).isPositive();
    }

    @Test
    void ids_that_come_twice_are_told_from_copies() {
        String other = good("a").replace("Hi", "Something else");
        ConversionReport report = folder.with("x.jsonl", good("a") + good("a") + other + good("b"))
                .convert();
        assertThat(report.conversations()).isEqualTo(new ConversionReport.Counts(4, 2, 1, 1));
        assertThat(folder.quarantine().getFirst().path("raw").asText()).contains("Something else");
    }

    @Test
    void nul_characters_in_tables_are_left_out() {
        ConversionReport report =
                folder.with("m.csv", "conversation_id,role,text\na,user,H\0i\n").convert();
        assertThat(folder.conversations().getFirst().messages().getFirst().text())
                .isEqualTo("Hi");
        assertThat(report.sources().getFirst().warnings()).containsExactly("1 NUL characters were left out");
    }

    @Test
    void an_answer_to_no_call_sets_its_conversation_aside_with_the_place() {
        folder.with(
                "x.jsonl",
                good("a")
                        + "{\"id\":\"z\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"q\",\"content\":\"1\"}]}\n"
                        + good("b"));
        assertGoodOnesSurvive(1);
        assertThat(folder.quarantine().getFirst().path("path").asText()).isEqualTo("/messages/0");
        assertThat(folder.quarantine().getFirst().path("value").asText()).isEqualTo("q");
        assertThat(folder.quarantine().getFirst().path("line").asInt()).isEqualTo(2);
    }

    @Test
    void an_empty_file_and_a_folder_without_logs_are_refused_with_the_reason() throws IOException {
        folder.with("empty.jsonl", "").with("notes.txt", "nothing to see");
        assertThatThrownBy(folder::convert)
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("it is empty")
                .hasMessageContaining("neither JSON nor a table");
        assertThatThrownBy(
                        () -> Conversion.of(List.of(folder.file("empty.jsonl").toString()))
                                .to(folder.out(), ProgressListener.SILENT))
                .hasMessageContaining("empty.jsonl: it is empty");
        Files.createDirectories(root.resolve("none"));
        assertThatThrownBy(() -> Conversion.of(List.of(root.resolve("none").toString()))
                        .to(folder.out(), ProgressListener.SILENT))
                .hasMessageContaining("no files");
        assertThatThrownBy(() -> Conversion.of(List.of("no/such/file")).to(folder.out(), ProgressListener.SILENT))
                .hasMessage("no such file or folder: no/such/file");
        assertThat(folder.out()).doesNotExist();
    }

    @Test
    void an_output_that_cannot_be_written_is_refused_clearly() throws IOException {
        folder.with("x.jsonl", good("a"));
        Files.writeString(root.resolve("out"), "a file where the folder should be");
        assertThatThrownBy(folder::convert).isInstanceOf(TraceException.class).hasMessageContaining("cannot write");
    }

    @Test
    void a_database_that_is_none_is_refused() {
        folder.with("x.sqlite", "SQLite format 3\0 and then nothing that a database would have");
        assertThatThrownBy(folder::convert)
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("x.sqlite");
    }

    @Test
    void one_conversation_without_any_call_is_fine() {
        assertThat(folder.with("x.json", good("a")).only().exchanges()).isEmpty();
    }
}

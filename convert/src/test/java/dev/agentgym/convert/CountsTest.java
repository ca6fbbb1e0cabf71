package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the files hold: everything read is converted, repeated or set aside, and what is written can be read.
class CountsTest {

    private static final String HEADER = "conversation_id,role,text,time\n";
    private static final byte[] NASTY = {'"', '\n', ',', 0, (byte) 0xff, '{', '}', '\\', ';', '[', 'x'};

    @TempDir
    Path root;

    @Test
    void counts_add_up_under_random_corruption() {
        for (int seed = 0; seed < 15; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Folder folder = new Folder(root.resolve("s" + seed))
                    .with("m.csv", corrupted(messages(), random))
                    .with("t.jsonl", corrupted(calls(), random))
                    .with("c.csv", corrupted(ratings(), random))
                    .with("chat.jsonl", corrupted(chats(), random));
            assertAddsUp(folder, seed);
        }
    }

    private static void assertAddsUp(Folder folder, long seed) {
        ConversionReport report;
        try {
            report = folder.convert();
        } catch (ConversionException e) {
            assertThat(e.getMessage()).as("seed " + seed).isNotBlank();
            return;
        }
        for (ConversionReport.Source source : report.sources()) {
            ConversionReport.Counts counts = source.conversations();
            ConversionReport.Rows rows = source.rows();
            assertThat(counts.read()).isEqualTo(counts.converted() + counts.repeated() + counts.quarantined());
            assertThat(rows.read())
                    .as("seed " + seed + " " + source)
                    .isEqualTo(rows.used() + rows.repeated() + rows.quarantined());
        }
        assertThat(folder.conversations()).hasSize((int) report.conversations().converted());
        assertThat(folder.quarantine()).hasSize((int)
                (report.conversations().quarantined() + report.rows().quarantined()));
    }

    @FuzzTest
    void no_table_makes_it_fail(FuzzedDataProvider data) {
        byte[] bytes = (HEADER + data.consumeRemainingAsString()).getBytes(StandardCharsets.UTF_8);
        assertAddsUp(new Folder(root).with("m.csv", bytes), 0);
    }

    /// A table of nothing but delimiters, quotes and broken bytes under a header that promises conversations.
    @Test
    void no_table_of_delimiters_makes_it_fail() {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = Arrays.copyOf(header, header.length + random.nextInt(300));
            for (int i = header.length; i < bytes.length; i++) {
                bytes[i] = NASTY[random.nextInt(NASTY.length)];
            }
            assertAddsUp(new Folder(root.resolve("t" + seed)).with("m.csv", bytes), seed);
        }
    }

    private static byte[] corrupted(String content, SplittableRandom random) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        int changes = random.nextInt(12);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(40, bytes.length)] = NASTY[random.nextInt(NASTY.length)];
        }
        return bytes;
    }

    private static String messages() {
        StringBuilder rows = new StringBuilder("conversation_id,role,text,time\n");
        for (int i = 0; i < 60; i++) {
            rows.append("T")
                    .append(i % 20)
                    .append(i % 3 == 0 ? ",agent" : ",customer")
                    .append(",\"Text, \"\"")
                    .append(i)
                    .append("\"\"\nmore\",2026-01-01T10:")
                    .append(10 + i % 50)
                    .append(":00Z\n");
        }
        return rows.toString();
    }

    private static String calls() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("{\"ticket\":\"T")
                    .append(i % 22)
                    .append("\",\"at\":\"2026-01-01T10:")
                    .append(10 + i)
                    .append(":30Z\",\"tool\":\"find\",\"input\":{\"n\":")
                    .append(i)
                    .append("},\"output\":{\"m\":1}}\n");
        }
        return rows.toString();
    }

    private static String ratings() {
        StringBuilder rows = new StringBuilder("conversation_id,score,submitted_at\n");
        for (int i = 0; i < 25; i++) {
            rows.append("T").append(i).append(',').append(1 + i % 5).append(",2026-01-02\n");
        }
        return rows.toString();
    }

    private static String chats() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            lines.append("{\"id\":\"chat")
                    .append(i % 25)
                    .append("\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},")
                    .append(
                            "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},")
                    .append("{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"}]}\n");
        }
        return lines.toString();
    }
}

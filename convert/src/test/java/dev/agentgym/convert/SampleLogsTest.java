package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The project's own sample logs exist twice, as tables with companion files and as a database: both must say the
/// same.
class SampleLogsTest {

    private static Path raw;

    @TempDir
    Path folder;

    @BeforeAll
    static void find() {
        raw = SharedData.samples();
    }

    @Test
    void files_and_database_give_equal_conversations() {
        List<Conversation> fromFiles = convert("messages.csv.zst", "tool_audit.jsonl.zst", "csat.csv.zst");
        List<Conversation> fromDatabase = convert("support.sqlite.zst");
        assertThat(fromFiles).hasSize(1500);
        // The database holds the last rating alone, so only the survey can say that there was an earlier one.
        fromFiles.forEach(each -> each.metadata().remove("earlier_ratings"));
        assertThat(fromDatabase).hasSameSizeAs(fromFiles);
        for (int i = 0; i < fromFiles.size(); i++) {
            assertThat(fromDatabase.get(i)).isEqualTo(fromFiles.get(i));
        }
    }

    @Test
    void the_folder_gives_each_conversation_once_and_loses_none() {
        ConversionReport report = Conversion.of(List.of(raw.toString())).to(folder, ProgressListener.SILENT);
        assertThat(report.conversations()).isEqualTo(new ConversionReport.Counts(3000, 1500, 1500, 0));
        assertThat(report.rows().quarantined()).isZero();
        assertThat(report.quarantine()).isEmpty();
    }

    private List<Conversation> convert(String... names) {
        List<String> files =
                Arrays.stream(names).map(name -> raw.resolve(name).toString()).toList();
        return Traces.read(
                Conversion.of(files).to(folder, ProgressListener.SILENT).output());
    }
}

package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.privacy.Privacy;
import dev.agentgym.trace.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {

    private static final String OWN =
            "{\"conversation_id\":\"own\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"outcome\":\"success\"}\n";

    private static final String OPENAI = "{\"messages\":[{\"role\":\"developer\",\"content\":\"Be kind\"},"
            + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello\",\"weight\":1}]}\n";

    private static final String PREFERENCE = "{\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]},"
            + "\"preferred_output\":[{\"role\":\"assistant\",\"content\":\"good\"}],"
            + "\"non_preferred_output\":[{\"role\":\"assistant\",\"content\":\"bad\"}]}\n";

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void begin() {
        folder = new Folder(root);
    }

    @Test
    void every_file_is_told_by_its_content() {
        ConversionReport report = folder.with("a.data", OWN)
                .with("b.data", OPENAI)
                .with("c.data", PREFERENCE)
                .with("d.json", "[" + OWN.replace("own", "in a list") + "]")
                .with("notes.md", "# Notes")
                .convert();
        assertThat(report.sources())
                .extracting(ConversionReport.Source::format)
                .containsExactly(Format.AGENT_GYM, Format.OPENAI, Format.OPENAI, Format.AGENT_GYM);
        assertThat(report.conversations()).isEqualTo(new ConversionReport.Counts(4, 4, 0, 0));
        assertThat(report.warnings()).singleElement().asString().contains("notes.md");
    }

    @Test
    void a_record_without_an_id_gets_one_from_its_content() {
        ConversionReport report = folder.with("b.jsonl", OPENAI + OPENAI).convert();
        assertThat(report.conversations()).isEqualTo(new ConversionReport.Counts(2, 1, 1, 0));
        assertThat(folder.conversations().getFirst().id()).matches("conv_[0-9a-f]{16}");
    }

    @Test
    void of_a_preference_the_preferred_answer_is_taken_and_the_other_kept() {
        var conversation = folder.with("c.jsonl", PREFERENCE).only();
        assertThat(conversation.messages()).extracting(Message::text).containsExactly("Hi", "good");
        assertThat(conversation.extra()).containsKey("non_preferred_output");
    }

    @Test
    void the_same_sources_give_the_same_bytes() throws IOException {
        folder.with("b.jsonl", OPENAI).with("c.jsonl", PREFERENCE).convert();
        byte[] once = Files.readAllBytes(folder.out().resolve("traces.jsonl"));
        byte[] report = Files.readAllBytes(folder.out().resolve("report.json"));
        folder.convert();
        assertThat(folder.out().resolve("traces.jsonl")).hasBinaryContent(once);
        assertThat(folder.out().resolve("report.json")).hasBinaryContent(report);
    }

    /// A quarantine of an earlier run would be taken for this one's.
    @Test
    void an_old_quarantine_is_removed_when_nothing_is_set_aside() {
        folder.with("b.jsonl", OPENAI + "nonsense\n").convert();
        assertThat(folder.quarantine()).hasSize(1);
        folder.with("b.jsonl", OPENAI).convert();
        assertThat(folder.quarantine()).isEmpty();
    }

    @Test
    void nothing_but_the_results_is_left_in_the_output() throws IOException {
        folder.with("b.jsonl", OPENAI).convert();
        try (var files = Files.list(folder.out())) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("traces.jsonl", "report.json");
        }
    }

    /// The quarantine holds records raw: with privacy it must not undo what the traces hide.
    @Test
    void a_private_quarantine_withholds_what_stood_in_the_source() throws IOException {
        folder.with("b.jsonl", OPENAI + "{\"messages\":[{\"role\":\"Maria Kowalski\"}]}\nMaria Kowalski\n")
                .conversion()
                .privacy(Privacy.perConversation())
                .to(folder.out(), ProgressListener.SILENT);
        assertThat(folder.quarantine()).hasSize(2);
        try (var files = Files.list(folder.out())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("Kowalski");
            }
        }
    }

    @Test
    void the_listener_hears_how_far_it_is() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2500; i++) {
            lines.append(OWN.replace("own", "own" + i));
        }
        List<Long> heard = new ArrayList<>();
        folder.with("a.jsonl", lines.toString())
                .conversion()
                .to(folder.out(), (source, records, read, total) -> heard.add(records));
        assertThat(heard).containsExactly(1000L, 2000L);
    }
}

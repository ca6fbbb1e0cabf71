package dev.agentgym.examples.customerservice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/// The written files held against the truth.
class RawFilesTest {

    private static final List<String> FILES =
            List.of("messages.csv.zst", "tool_audit.jsonl.zst", "csat.csv.zst", "support.sqlite.zst");

    private final SampleLogs logs = Generated.LOGS;
    private final RawFiles files = Generated.FILES;

    @Test
    void the_files_in_data_raw_are_what_the_generator_writes() throws IOException {
        Path shipped = Path.of(System.getProperty("agentgym.root", "../..")).resolve("data/raw");
        long bytes = 0;
        for (String file : FILES) {
            assertThat(files.folder().resolve(file)).hasSameBinaryContentAs(shipped.resolve(file));
            bytes += Files.size(shipped.resolve(file));
        }
        assertThat(bytes).isLessThan(3_000_000);
    }

    @Test
    void the_csv_family_and_the_database_tell_the_same_conversations() throws IOException, SQLException {
        assertThat(files.fromCsv()).isEqualTo(files.fromDatabase());
    }

    @Test
    void the_csv_family_tells_the_truth_once_its_dirt_is_removed() throws IOException {
        Map<String, List<String>> truth = new TreeMap<>();
        for (SampleConversation one : logs.conversations()) {
            List<String> lines = truth.computeIfAbsent(one.id(), _ -> new ArrayList<>());
            lines.add(RawFiles.header(
                    one.customerId(),
                    one.channel(),
                    one.outcome().label(),
                    one.satisfaction().map(Object::toString).orElse("")));
            for (Event event : one.events()) {
                lines.add(
                        switch (event) {
                            case Event.Said said ->
                                RawFiles.line(
                                        Times.text(said.at()),
                                        RawFiles.role(said.speaker().name().toLowerCase(Locale.ROOT)),
                                        said.body());
                            case Event.Called called ->
                                RawFiles.line(
                                        Times.text(called.at()),
                                        called.tool() + called.arguments(),
                                        called.answer().isError()
                                                ? called.answer().result().asText()
                                                : called.answer().result().toString());
                        });
            }
        }
        assertThat(files.fromCsv()).isEqualTo(truth);
    }

    @Test
    void the_planted_dirt_is_there() throws IOException {
        List<CSVRecord> rows = files.csv("messages.csv.zst");
        Set<String> distinct =
                rows.stream().map(row -> String.join("\u0000", row.values())).collect(Collectors.toSet());
        assertThat(rows.size() - distinct.size())
                .isEqualTo(logs.dirt().duplicatedMessages().size())
                .isBetween(10, 60);
        assertThat(rows.stream().filter(row -> row.get("body").isEmpty()).count())
                .isBetween((long) logs.dirt().emptyMessages(), logs.dirt().emptyMessages() + 2L);
        assertThat(logs.dirt().emptyMessages()).isBetween(rows.size() / 450, rows.size() / 200);
        assertThat(files.audit().stream()
                        .filter(entry -> entry.get("input").isTextual())
                        .count())
                .isEqualTo(logs.dirt().textInputs().size());
        assertThat(logs.dirt().textInputs()).hasSizeBetween(100, 300);
        assertThat(logs.dirt().numbersAsText()).isGreaterThan(20);
        List<String> rated = files.csv("csat.csv.zst").stream()
                .map(row -> row.get("ticket_id"))
                .toList();
        assertThat(rated.size() - new HashSet<>(rated).size())
                .isEqualTo(logs.dirt().ratedTwice().size())
                .isPositive();
        assertThat(rows.stream().map(row -> row.get("body"))).anyMatch(body -> body.contains("\n"));
        for (String mark : List.of("<p>", "<br>", "&quot;", "\"", ",", "ë", "😊")) {
            assertThat(rows.stream().map(row -> row.get("body"))).as(mark).anyMatch(body -> body.contains(mark));
        }
    }
}

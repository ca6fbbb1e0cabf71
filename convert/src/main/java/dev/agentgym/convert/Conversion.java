package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.privacy.Privacy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One conversion, from where logs lie to where traces go. Immutable: each setting gives a new one.
///
/// ```java
/// ConversionReport report = Conversion.of(List.of("data/raw"))
///         .privacy(Privacy.perConversation())
///         .to(Path.of("data/processed"), ProgressListener.SILENT);
/// ```
///
/// Memory is bounded by the largest single conversation and 32 bytes for each id, whatever the size of the sources;
/// the rows of tables are kept in a temporary file until their conversations are complete.
public final class Conversion {

    private final List<String> sources;
    private final Optional<Format> format;
    private final Map<String, String> mapping;
    private final Map<String, String> queries;
    private final Optional<Privacy> privacy;

    private Conversion(
            List<String> sources,
            Optional<Format> format,
            Map<String, String> mapping,
            Map<String, String> queries,
            Optional<Privacy> privacy) {
        this.sources = List.copyOf(sources);
        this.format = format;
        this.mapping = new LinkedHashMap<>(mapping);
        this.queries = new LinkedHashMap<>(queries);
        this.privacy = privacy;
    }

    /// A conversion of files, folders and `jdbc:` addresses, whose formats are told by their content.
    ///
    /// @throws ConversionException when there are none
    public static Conversion of(List<String> sources) {
        if (sources.isEmpty()) {
            throw new ConversionException("nothing to convert: name a file, a folder or a jdbc: address");
        }
        return new Conversion(sources, Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    /// Takes every file for this format.
    public Conversion format(Format wanted) {
        return new Conversion(sources, Optional.of(wanted), mapping, queries, privacy);
    }

    /// Says which column is what, where its name does not: `text` to `body`, or `metadata.queue` to `queue`.
    ///
    /// @throws ConversionException when a meaning does not exist
    public Conversion mapping(Map<String, String> columns) {
        ColumnMap.check(columns);
        return new Conversion(sources, format, columns, queries, privacy);
    }

    /// Takes the messages of databases from a query with one row for each message.
    public Conversion query(String messages) {
        return queries(Map.of("messages", messages));
    }

    /// Takes the rows of databases from queries, by `messages`, `tool_calls` and `conversations`.
    public Conversion queries(Map<String, String> byTable) {
        return new Conversion(sources, format, mapping, byTable, privacy);
    }

    /// Replaces personal values.
    public Conversion privacy(Privacy replacing) {
        return new Conversion(sources, format, mapping, queries, Optional.of(replacing));
    }

    /// Converts everything into `traces.jsonl` in a folder, with `quarantine.jsonl` where records were set aside,
    /// and `report.json`. The files appear together at the end; what stood there before is replaced only then.
    ///
    /// @throws ConversionException when a source does not exist, is none of the formats, or a database fails
    /// @throws dev.agentgym.trace.TraceException when the folder cannot be written to
    public ConversionReport to(Path folder, ProgressListener progress) {
        Sources found = Sources.of(sources, folder, new Detector(format, mapping));
        try (Output output = new Output(folder, privacy.isPresent())) {
            Intake intake = new Intake(output, privacy.map(Privacy::pseudonyms));
            List<String> warnings = new ArrayList<>(found.warnings());
            read(found, intake, new Meter(progress, found.bytes()), warnings);
            ConversionReport report = new ConversionReport(
                    output.tracesFile(), output.quarantineFile(), intake.reports(), intake.replaced(), warnings);
            output.commit(report);
            return report;
        }
    }

    private void read(Sources found, Intake intake, Meter meter, List<String> warnings) {
        List<Sources.Found> tables = found.found().stream()
                .filter(each -> each.detection().format().isRows())
                .toList();
        if (!tables.isEmpty()
                && tables.stream().noneMatch(each -> each.detection().format() == Format.MESSAGE_ROWS)) {
            warnings.add("there are tool calls or surveys but no table of messages that they could be joined to");
        }
        if (!tables.isEmpty()) {
            Tables.convert(tables, intake, meter);
        }
        found.found().forEach(each -> read(each, intake, meter));
        for (String address : found.databases()) {
            try (Database database = Database.open(address)) {
                Tables.convert(database, database.parts(queries, mapping), intake, meter);
            }
        }
    }

    private void read(Sources.Found source, Intake intake, Meter meter) {
        switch (source.detection().format()) {
            case AGENT_GYM, OPENAI, TAU_BENCH, ART, PRIME_RL, NEMO_GYM, OTEL -> records(source, intake, meter);
            case TAU2 -> simulations(source, intake, meter);
            case MESSAGE_ROWS, CALL_ROWS, SURVEY_ROWS -> {
                // Read before, all together, because their rows belong to each other.
            }
            case DATABASE -> {
                try (Database database = Database.open(source.file(), meter)) {
                    Tables.convert(database, database.parts(queries, mapping), intake, meter);
                }
            }
        }
    }

    private static void records(Sources.Found source, Intake intake, Meter meter) {
        try (JsonRecords records = JsonRecords.open(source.file(), meter)) {
            Records.convert(source, records, intake, meter, Shapes::reader);
        } catch (IOException e) {
            throw unreadable(source.file(), e);
        }
    }

    private static void simulations(Sources.Found source, Intake intake, Meter meter) {
        try (JsonRecords tasks = JsonRecords.open(source.file(), "tasks", Meter.silent());
                JsonRecords records = JsonRecords.open(source.file(), "simulations", meter)) {
            Map<String, JsonNode> byId = Records.byId(tasks);
            Records.convert(
                    source, records, intake, meter, every -> Shapes.Reader.of(run -> Benchmarks.tau2(run, byId)));
        } catch (IOException e) {
            throw unreadable(source.file(), e);
        }
    }

    private static ConversionException unreadable(SourceFile file, IOException e) {
        return new ConversionException("cannot read " + file.name() + ": " + e.getMessage(), e);
    }
}

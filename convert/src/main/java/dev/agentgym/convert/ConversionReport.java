package dev.agentgym.convert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a conversion did: what was recognised and why, what was read, converted and set aside, what was replaced.
///
/// @param output the trace file that was written
/// @param quarantine where records that were set aside lie, when there are any
/// @param sources one entry for each file or database, in the order in which they were read
/// @param replaced how many different values of each kind were replaced, empty unless that was asked for
/// @param warnings what concerns no single source, such as files that were passed over
public record ConversionReport(
        Path output,
        Optional<Path> quarantine,
        List<Source> sources,
        Map<String, Long> replaced,
        List<String> warnings) {

    /// Copies lists and maps.
    public ConversionReport {
        sources = List.copyOf(sources);
        replaced = Collections.unmodifiableMap(new LinkedHashMap<>(replaced));
        warnings = List.copyOf(warnings);
    }

    /// One file or database.
    ///
    /// @param name as the user gave it
    /// @param format what it was taken for
    /// @param reason why
    /// @param columns which column was taken for what; empty where the format has none
    /// @param unused columns that were not carried over; `--map metadata.NAME=COLUMN` keeps one
    /// @param conversations counts of conversations; those of row formats count at the source of their first
    /// message
    /// @param rows counts of rows; all zero for formats that hold one conversation in a record
    /// @param warnings what the user should know
    public record Source(
            String name,
            Format format,
            String reason,
            Map<String, String> columns,
            List<String> unused,
            Counts conversations,
            Rows rows,
            List<String> warnings) {

        /// Copies lists and maps.
        public Source {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            unused = List.copyOf(unused);
            warnings = List.copyOf(warnings);
        }

        private ObjectNode toJson() {
            ObjectNode json = Json.object();
            json.put("source", name).put("format", format.label()).put("reason", reason);
            json.set("columns", Json.of(columns));
            json.set("unused_columns", Json.of(unused));
            json.set("conversations", conversations.toJson());
            json.set("rows", rows.toJson());
            json.set("warnings", Json.of(warnings));
            return json;
        }
    }

    /// Conversations; `read = converted + repeated + quarantined` always.
    ///
    /// @param read found in the source
    /// @param converted written
    /// @param repeated said again what another one, perhaps of another source, had said
    /// @param quarantined set aside
    public record Counts(long read, long converted, long repeated, long quarantined) {

        private Counts plus(Counts other) {
            return new Counts(
                    read + other.read,
                    converted + other.converted,
                    repeated + other.repeated,
                    quarantined + other.quarantined);
        }

        private ObjectNode toJson() {
            return Json.object()
                    .put("read", read)
                    .put("converted", converted)
                    .put("repeated", repeated)
                    .put("quarantined", quarantined);
        }
    }

    /// Rows; `read = used + repeated + quarantined` always.
    ///
    /// @param read found in the source
    /// @param used went into a conversation
    /// @param repeated equal in every column to an earlier row of their conversation
    /// @param quarantined set aside
    public record Rows(long read, long used, long repeated, long quarantined) {

        private Rows plus(Rows other) {
            return new Rows(
                    read + other.read, used + other.used, repeated + other.repeated, quarantined + other.quarantined);
        }

        private ObjectNode toJson() {
            return Json.object()
                    .put("read", read)
                    .put("used", used)
                    .put("repeated", repeated)
                    .put("quarantined", quarantined);
        }
    }

    /// Conversations of all sources.
    public Counts conversations() {
        return sources.stream().map(Source::conversations).reduce(new Counts(0, 0, 0, 0), Counts::plus);
    }

    /// Rows of all sources.
    public Rows rows() {
        return sources.stream().map(Source::rows).reduce(new Rows(0, 0, 0, 0), Rows::plus);
    }

    /// The report as it stands in `report.json`.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("output", output.getFileName().toString());
        json.put(
                "quarantine",
                quarantine.map(file -> file.getFileName().toString()).orElse(null));
        json.set("conversations", conversations().toJson());
        json.set("rows", rows().toJson());
        ArrayNode list = json.putArray("sources");
        sources.forEach(source -> list.add(source.toJson()));
        json.set("replaced", Json.of(replaced));
        json.set("warnings", Json.of(warnings));
        return json;
    }
}

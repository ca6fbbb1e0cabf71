package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of an export. Immutable.
///
/// @param target whom the rows are for
/// @param kind what a row holds
/// @param read how many conversations or prompts were looked at
/// @param leftOut how many of them became no row, by reason
/// @param undeclared how many call tools that nobody declares
/// @param files what was written
public record ExportReport(
        Target target, RowKind kind, long read, Map<String, Long> leftOut, long undeclared, List<File> files) {

    /// A file that was written.
    ///
    /// @param path where it is
    /// @param rows how many rows it has
    public record File(Path path, long rows) {}

    /// Copies list and map, keeping their order.
    public ExportReport {
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        files = List.copyOf(files);
    }

    /// All rows.
    public long rows() {
        return files.stream().mapToLong(File::rows).sum();
    }

    /// `{"format", "rows", "kind", "read", "left_out", "undeclared_tools", "files"}`.
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("format", target.label())
                .put("kind", kind.label())
                .put("rows", rows())
                .put("read", read);
        ObjectNode reasons = json.putObject("left_out");
        leftOut.forEach(reasons::put);
        json.put("undeclared_tools", undeclared);
        ArrayNode written = json.putArray("files");
        files.forEach(
                file -> written.addObject().put("path", file.path().toString()).put("rows", file.rows()));
        return json;
    }
}

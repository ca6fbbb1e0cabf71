package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.task.Task;
import dev.agentgym.trace.TraceWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of an export, which appear together at its end: the one that was named, or `train.jsonl` and
/// `test.jsonl` in the folder that was named, each if it has a row. For one thread.
final class RowFiles implements AutoCloseable {

    private static final String FILE = ".*\\.(jsonl|json|ndjson)(\\.gz|\\.zst)?";
    private static final String DOCUMENT = ".*\\.json(\\.gz|\\.zst)?";

    private final Path target;
    private final Optional<RowFormat.Envelope> envelope;
    private final Map<Task.Part, Open> open = new EnumMap<>(Task.Part.class);

    private static final class Open {
        private final Path path;
        private final TraceWriter writer;
        private final Set<String> tasks = new LinkedHashSet<>();
        private int rows;

        Open(Path path, TraceWriter writer) {
            this.path = path;
            this.writer = writer;
        }
    }

    /// @throws DatasetException when the format cannot go into a file of that name
    RowFiles(Path target, RowFormat format) {
        this.target = target;
        this.envelope = format.envelope();
        if (isFile() && envelope.isPresent() && !name().matches(DOCUMENT)) {
            throw new DatasetException("this format is one JSON document, and " + target
                    + " does not end in .json; name a file that does, or a folder");
        }
    }

    private String name() {
        return Optional.ofNullable(target.getFileName()).map(Path::toString).orElse("");
    }

    private boolean isFile() {
        return name().matches(FILE);
    }

    /// How many rows the file of a part has.
    int rows(Task.Part part) {
        return Optional.ofNullable(open.get(key(part))).map(file -> file.rows).orElse(0);
    }

    private Task.Part key(Task.Part part) {
        return isFile() ? Task.Part.TRAIN : part;
    }

    /// Adds a row to the file of its part.
    ///
    /// @throws dev.agentgym.trace.TraceException when it cannot be written
    void write(Task.Part part, ObjectNode row) {
        Open file = open.computeIfAbsent(key(part), this::begin);
        file.writer.write(row);
        file.rows++;
        if (envelope.isPresent()) {
            file.tasks.add(row.path("task_id").asText());
        }
    }

    private Open begin(Task.Part part) {
        String ending = envelope.isPresent() ? ".json" : ".jsonl";
        Path path = isFile() ? target : target.resolve(RowContext.split(part) + ending);
        return new Open(
                path,
                envelope.map(frame -> TraceWriter.object(path, frame.list()))
                        .orElseGet(() -> TraceWriter.create(path)));
    }

    /// Ends all files and says what they are.
    List<ExportReport.File> commit() {
        List<ExportReport.File> files = new ArrayList<>();
        for (Open file : open.values()) {
            envelope.ifPresentOrElse(
                    frame -> file.writer.commit(frame.others().apply(file.tasks)), file.writer::commit);
            files.add(new ExportReport.File(file.path, file.rows));
        }
        return files;
    }

    /// Removes what was not committed.
    @Override
    public void close() {
        open.values().forEach(file -> file.writer.close());
    }
}

package dev.agentgym.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.TraceWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files that a conversion writes: `traces.jsonl`, `quarantine.jsonl` where something was set aside,
/// `report.json`.
///
/// All appear together with [#commit], the traces last; until then only hidden drafts exist, which [#close]
/// removes. For one thread.
final class Output implements AutoCloseable {

    private static final String WITHHELD = "withheld, because personal values are to be replaced; the source has it";

    private final Path folder;
    private final boolean withhold;
    private final TraceWriter traces;
    private @Nullable TraceWriter quarantine;

    /// @param withhold whether the quarantine leaves out what stood in the source, so that it holds no personal
    /// value
    Output(Path folder, boolean withhold) {
        this.folder = folder;
        this.withhold = withhold;
        this.traces = TraceWriter.create(tracesFile());
    }

    Path tracesFile() {
        return folder.resolve("traces.jsonl");
    }

    /// The quarantine's place, if it has anything in it.
    Optional<Path> quarantineFile() {
        return quarantine == null ? Optional.empty() : Optional.of(quarantinePath());
    }

    private Path quarantinePath() {
        return folder.resolve("quarantine.jsonl");
    }

    void write(Conversation conversation) {
        traces.write(conversation);
    }

    void quarantine(Reading.Quarantined record) {
        if (quarantine == null) {
            quarantine = TraceWriter.create(quarantinePath());
        }
        ObjectNode json = Json.object();
        json.put("source", record.origin().source()).put("line", record.origin().line());
        json.put("path", record.path()).put("value", withhold ? WITHHELD : record.value());
        json.put("reason", record.reason()).put("raw", withhold ? WITHHELD : record.raw());
        quarantine.write(json);
    }

    /// Puts all files under their names.
    void commit(ConversionReport report) {
        Path draft = folder.resolve(".report.json.draft");
        try {
            Files.writeString(draft, Json.pretty(report.toJson()) + "\n", StandardCharsets.UTF_8);
            if (quarantine == null) {
                Files.deleteIfExists(quarantinePath());
            } else {
                quarantine.commit();
            }
            Files.move(
                    draft,
                    folder.resolve("report.json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            traces.commit();
        } catch (IOException e) {
            throw new ConversionException(
                    "cannot write the report in " + folder + ": " + e + "; check that the disk has room", e);
        }
    }

    @Override
    public void close() {
        traces.close();
        if (quarantine != null) {
            quarantine.close();
        }
        try {
            Files.deleteIfExists(folder.resolve(".report.json.draft"));
        } catch (IOException e) {
            throw new ConversionException("cannot remove the draft of the report in " + folder + ": " + e, e);
        }
    }
}

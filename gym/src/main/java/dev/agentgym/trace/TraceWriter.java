package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/// Writes conversations to a file, one by one. For one thread.
///
/// `.json` becomes an array, everything else JSON lines; `.gz` and `.zst` pack. The file appears under its name
/// only with [#commit], whole: until then, and when a program dies before, only a hidden file stands beside it,
/// which [#close] removes.
public final class TraceWriter implements AutoCloseable {

    private final Path target;
    private final Path draft;
    private final JsonGenerator json;
    private final boolean object;
    private final boolean array;
    private boolean finished;

    private TraceWriter(Path target, Path draft, JsonGenerator json, String list) throws IOException {
        this.target = target;
        this.draft = draft;
        this.json = json;
        this.object = !list.isEmpty();
        this.array = object || target.getFileName().toString().matches(".*\\.json(\\.gz|\\.zst)?");
        json.setRootValueSeparator(null);
        if (object) {
            json.writeStartObject();
            json.writeFieldName(list);
        }
        if (array) {
            json.writeStartArray();
        }
    }

    /// Begins a file, making the folders above it.
    ///
    /// @throws TraceException when the place cannot be written to
    public static TraceWriter create(Path target) {
        return create(target, "");
    }

    /// Begins a file that is one object; what is written becomes the list in one of its fields, and
    /// [#commit(ObjectNode)] adds the others.
    ///
    /// @param list the name of the field
    /// @throws TraceException as [#create(Path)]
    public static TraceWriter object(Path target, String list) {
        return create(target, list);
    }

    private static TraceWriter create(Path target, String list) {
        try {
            Path folder =
                    Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
            Files.createDirectories(folder);
            Path draft = folder.resolve("." + target.getFileName() + ".draft");
            OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16);
            OutputStream packed = Compression.of(target).pack(bytes);
            return new TraceWriter(target, draft, Json.MAPPER.createGenerator(packed), list);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /// Adds a conversation.
    ///
    /// @throws TraceException when the disk is full or the file cannot be written on
    public void write(Conversation conversation) {
        try {
            ConversationFormat.write(conversation, json);
            if (array) {
                return;
            }
            json.writeRaw('\n');
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /// Adds any other JSON value, as reports and quarantine files do.
    ///
    /// @throws TraceException as [#write(Conversation)]
    public void write(JsonNode value) {
        try {
            json.writeTree(value);
            if (array) {
                return;
            }
            json.writeRaw('\n');
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /// Ends the file and puts it under its name, replacing what was there.
    ///
    /// @throws TraceException when the disk is full or the file cannot be moved
    public void commit() {
        commit(Json.object());
    }

    /// Ends a file that is one object, with the other fields behind the list.
    ///
    /// @throws TraceException as [#commit()]
    public void commit(ObjectNode others) {
        try {
            if (array) {
                json.writeEndArray();
            }
            if (object) {
                for (Map.Entry<String, JsonNode> field : others.properties()) {
                    json.writeFieldName(field.getKey());
                    json.writeTree(field.getValue());
                }
                json.writeEndObject();
            }
            json.close();
            finished = true;
            Files.move(
                    draft,
                    target.toAbsolutePath(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /// Removes what was not committed.
    @Override
    public void close() {
        try {
            if (!finished) {
                discard();
            }
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private void discard() {
        try {
            json.close();
        } catch (IOException e) {
            // A full disk refuses the last bytes of a file that is about to be removed: nothing is lost by that.
            finished = true;
        }
    }

    private static TraceException failure(Path target, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new TraceException(
                "cannot write " + target + ": " + reason + " (" + e.getClass().getSimpleName()
                        + "); check that the folder may be written to and the disk has room",
                e);
    }
}

package dev.agentgym.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Streams conversations from files, folders or standard input, checking each on the way. For one thread.
///
/// Reads `.json` (one conversation, or an array) and `.jsonl`, plain or packed with gzip or zstd, which is
/// recognised by content. Memory is bounded by the largest single conversation and 32 bytes for each id seen.
/// Nothing throws for bad content: a record that breaks the schema arrives as [Reading.Quarantined] in its place,
/// and a file that ends early as one more.
public final class TraceReader implements Iterator<Reading>, AutoCloseable {

    private static final int PEEK = 1 << 16;

    private final Deque<Source> waiting = new ArrayDeque<>();
    private final SeenIds seen = new SeenIds();
    private @Nullable Open open;
    private @Nullable Reading ahead;

    private TraceReader() {}

    /// Reads a file, or every trace file below a folder in the order of their names.
    ///
    /// @throws TraceException when the path does not exist or a folder has no trace files
    public static TraceReader open(Path path) {
        return open(List.of(path));
    }

    /// Reads several files and folders, one after the other. An id counts as seen across all of them.
    ///
    /// @throws TraceException as [#open(Path)]
    public static TraceReader open(List<Path> paths) {
        TraceReader reader = new TraceReader();
        paths.stream()
                .flatMap(path -> TraceFiles.below(path).stream())
                .forEach(file -> reader.waiting.add(new Source(file.toString(), () -> Files.newInputStream(file))));
        return reader;
    }

    /// Reads a stream, such as standard input; closed with the reader.
    ///
    /// @param name what places in the stream are called, such as `stdin`
    public static TraceReader open(InputStream input, String name) {
        TraceReader reader = new TraceReader();
        reader.waiting.add(new Source(name, () -> input));
        return reader;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = advance().orElse(null);
        }
        return ahead != null;
    }

    @Override
    public Reading next() {
        Reading next = hasNext() ? ahead : null;
        if (next == null) {
            throw new NoSuchElementException("all records were read");
        }
        ahead = null;
        return next;
    }

    @Override
    public void close() {
        waiting.clear();
        closeCurrent();
    }

    private Optional<Reading> advance() {
        while (open != null || !waiting.isEmpty()) {
            Optional<Reading> reading = open == null ? openNext(waiting.remove()) : read(open);
            if (reading.isPresent()) {
                return reading;
            }
        }
        return Optional.empty();
    }

    private Optional<Reading> openNext(Source source) {
        try {
            InputStream input =
                    new BufferedInputStream(Compression.unpack(source.bytes().open()), PEEK);
            RecordSource records = isLines(input)
                    ? new LineSource(source.name(), input, seen)
                    : new DocumentSource(source.name(), input, seen);
            open = new Open(source.name(), input, records);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unreadable(new Origin(source.name(), 1), e));
        }
    }

    private Optional<Reading> read(Open current) {
        try {
            Optional<Reading> reading = current.records().next();
            if (reading.isEmpty()) {
                closeCurrent();
            }
            return reading;
        } catch (IOException e) {
            Origin origin = new Origin(current.name(), current.records().line() + 1);
            closeCurrent();
            return Optional.of(unreadable(origin, e));
        }
    }

    private static Reading unreadable(Origin origin, IOException e) {
        String reason = "the file cannot be read on from here: "
                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                + "; what stood before is kept, fetch the file again";
        return new Reading.Quarantined(origin, "", "", reason, "");
    }

    private void closeCurrent() {
        Open current = open;
        open = null;
        if (current != null) {
            try {
                current.input().close();
            } catch (IOException e) {
                throw new TraceException("cannot close " + current.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /// A document begins with a list, or with an object that neither ends on its first line nor is followed by the
    /// next on the second. Everything else is lines, so that damage to a line costs that line only.
    private static boolean isLines(InputStream input) throws IOException {
        input.mark(PEEK);
        String head = new String(input.readNBytes(PEEK - 1), StandardCharsets.ISO_8859_1);
        input.reset();
        List<String> lines = head.lines()
                .map(TraceReader::content)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("{")) {
            return lines.isEmpty() || !lines.getFirst().startsWith("[");
        }
        boolean cut = lines.size() == 1 && head.length() == PEEK - 1;
        return cut || lines.getFirst().endsWith("}") || lines.getLast().startsWith("{\"");
    }

    /// The line without white space and byte order mark.
    private static String content(String line) {
        return line.replace("\u00ef\u00bb\u00bf", "").strip();
    }

    private record Source(String name, Bytes bytes) {}

    private record Open(String name, InputStream input, RecordSource records) {}

    /// Opens a source only when its turn has come, so that a folder of many files needs one handle.
    private interface Bytes {
        InputStream open() throws IOException;
    }
}

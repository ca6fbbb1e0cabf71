package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Effort;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutStore;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of spans, a line of OTLP JSON for each episode, as collectors' file receivers read it. For one thread at
/// a time.
public final class SpanFile implements AutoCloseable {

    private final Path file;
    private final OutputStream lines;

    private SpanFile(Path file) throws IOException {
        this.file = file;
        this.lines = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Begins a file, or goes on behind its last whole line.
    ///
    /// @throws TraceException when it cannot be written
    public static SpanFile append(Path file) {
        try {
            if (Files.exists(file)) {
                dropUnfinishedLine(file);
            }
            return new SpanFile(file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void dropUnfinishedLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            for (boolean whole = false; end > 0 && !whole; end -= whole ? 0 : 1) {
                bytes.seek(end - 1);
                whole = bytes.read() == '\n';
            }
            bytes.setLength(end);
        }
    }

    private static TraceException failure(Path file, IOException e) {
        return new TraceException("cannot write spans to " + file + ": " + e.getMessage(), e);
    }

    /// Writes the spans of one episode.
    ///
    /// @throws TraceException when that fails, as on a full disk
    public void write(ObjectNode spans) {
        try {
            lines.write((spans + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /// A store that keeps the spans of every rollout here before it hands it on: a run that is killed between the
    /// two plays that episode again, and it has spans twice, under ids of their own.
    public RolloutStore before(RolloutStore next, EpisodeSpans spans) {
        return new RolloutStore() {
            @Override
            public boolean has(Assignment assignment) {
                return next.has(assignment);
            }

            @Override
            public void add(Rollout rollout, Effort effort) {
                write(spans.of(rollout, effort.course()));
                next.add(rollout, effort);
            }
        };
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}

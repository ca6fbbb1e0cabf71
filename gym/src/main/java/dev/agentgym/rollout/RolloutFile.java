package dev.agentgym.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.SeenIds;
import dev.agentgym.trace.TraceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of rollouts, one JSON object a line, that survives being killed. For one thread at a time.
///
/// Each rollout is appended with one write as soon as it is done. Whoever goes on drops a last line that was not
/// written to its end, and plays that episode again; [#finish] puts the lines into the order of the plan, so that
/// the same plan gives the same bytes however many threads played it and however often it was killed. How long
/// rollouts took stands in a second file, `NAME.effort.jsonl`.
public final class RolloutFile implements RolloutStore, AutoCloseable {

    private record Place(long offset, int length) {}

    private final Path file;
    private final OutputStream lines;
    private final OutputStream efforts;
    private final Map<String, Place> places;
    private long end;

    private RolloutFile(Path file, Map<String, Place> places, long end) throws IOException {
        this.file = file;
        this.places = places;
        this.end = end;
        this.lines = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.efforts = Files.newOutputStream(effortsOf(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Begins a file.
    ///
    /// @throws TraceException when it exists or cannot be written
    public static RolloutFile create(Path file) {
        if (Files.exists(file)) {
            throw new TraceException(file + " exists; go on with it with --resume, remove it, or name another file");
        }
        try {
            Files.createDirectories(
                    Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
            Files.deleteIfExists(effortsOf(file));
            return new RolloutFile(file, new LinkedHashMap<>(), 0);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /// Goes on with a file that a run with the same plan and agent began, or begins it.
    ///
    /// @throws TraceException when a line, other than the last, is no rollout, or one is of another run
    public static RolloutFile resume(Path file, List<Assignment> plan, String agent) {
        if (!Files.exists(file)) {
            return create(file);
        }
        try {
            Map<String, Place> places = new LinkedHashMap<>();
            long end = scan(file, plan, agent, places);
            try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
                whole.setLength(end);
            }
            return new RolloutFile(file, places, end);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /// Finds the whole lines and says where they end.
    private static long scan(Path file, List<Assignment> plan, String agent, Map<String, Place> places)
            throws IOException {
        Map<String, Assignment> open = new LinkedHashMap<>();
        plan.forEach(assignment -> open.put(assignment.id(), assignment));
        RolloutLines lines = new RolloutLines(file);
        return lines.read((line, number, offset, length) -> {
            Assignment expected = open.remove(line.path("id").asText());
            if (expected == null || !isOf(line, expected, agent)) {
                throw new TraceException(file + ", line " + number + ": rollout "
                        + line.path("id").asText() + " of "
                        + line.path("agent").asText() + " does not belong to this run; give the agent, tasks, "
                        + "episodes, group and seed of the run that began the file, or name another file");
            }
            places.put(expected.id(), new Place(offset, length));
        });
    }

    private static boolean isOf(JsonNode line, Assignment expected, String agent) {
        return line.path("agent").asText().equals(agent)
                && line.path("task").asText().equals(expected.task().id())
                && line.path("seed").asLong() == expected.seed();
    }

    private static Path effortsOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".effort.jsonl");
    }

    @Override
    public boolean has(Assignment assignment) {
        return places.containsKey(assignment.id());
    }

    @Override
    public void add(Rollout rollout, Effort effort) {
        byte[] line = (rollout.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            lines.write(line);
            efforts.write((effort.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure(file, e);
        }
        places.put(rollout.id(), new Place(end, line.length));
        end += line.length;
    }

    /// How many rollouts are there.
    public int size() {
        return places.size();
    }

    /// Puts the rollouts into the order of the plan; the file is replaced whole or not at all.
    ///
    /// @throws TraceException when it cannot be written
    public void finish(List<Assignment> plan) {
        Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "r")) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
                for (Assignment assignment : plan) {
                    copy(whole, places.get(assignment.id()), out);
                }
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void copy(RandomAccessFile from, @Nullable Place place, OutputStream out) throws IOException {
        if (place != null) {
            byte[] line = new byte[place.length()];
            from.seek(place.offset());
            from.readFully(line);
            out.write(line);
        }
    }

    /// Ends writing; what was added stays.
    @Override
    public void close() {
        try (lines;
                efforts) {
            lines.flush();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    static TraceException failure(Path file, IOException e) {
        return new TraceException(
                "cannot write " + file + ": " + e.getMessage() + " ("
                        + e.getClass().getSimpleName()
                        + "); check that its folder may be written to and the disk has room",
                e);
    }

    /// Hears of the rollouts of a file.
    public interface Visitor {

        /// The next rollout.
        ///
        /// @param offset where it stands, in bytes
        /// @param length how long it is, in bytes
        void rollout(Rollout rollout, long offset, int length);
    }

    /// Reads a whole file of rollouts; a last line that was not written to its end is left out.
    ///
    /// @throws TraceException when there is no such file, or a line is no rollout
    public static List<Rollout> read(Path file) {
        List<Rollout> rollouts = new ArrayList<>();
        read(file, (rollout, offset, length) -> rollouts.add(rollout));
        return List.copyOf(rollouts);
    }

    /// Reads a file of rollouts one by one; a last line that was not written to its end is left out. Memory is
    /// bounded by the largest rollout and 32 bytes for each.
    ///
    /// @throws TraceException when there is no such file, or a line is no rollout
    public static void read(Path file, Visitor visitor) {
        SeenIds seen = new SeenIds();
        try {
            new RolloutLines(file).read((line, number, offset, length) -> {
                Rollout rollout = parsed(file, line, number);
                if (seen.add(rollout.agent() + " " + rollout.id(), number) != SeenIds.Sighting.NEW) {
                    throw new TraceException(file + ", line " + number + ": rollout " + rollout.id()
                            + " stands in the file twice; remove one of them");
                }
                visitor.rollout(rollout, offset, length);
            });
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// Reads one rollout of a file again.
    ///
    /// @param offset where it stands, as a [Visitor] was told
    /// @param length how long it is
    /// @throws TraceException when the file was changed since
    public static Rollout at(Path file, long offset, int length) {
        byte[] line = new byte[length];
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "r")) {
            whole.seek(offset);
            whole.readFully(line);
            return Rollout.fromJson(Json.parse(new String(line, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static TraceException unreadable(Path file, IOException e) {
        return new TraceException(
                "cannot read " + file + ": " + e.getMessage() + " ("
                        + e.getClass().getSimpleName() + "); name a file that `agent-gym rollout` wrote",
                e);
    }

    private static Rollout parsed(Path file, JsonNode line, long number) {
        try {
            return Rollout.fromJson(line);
        } catch (TraceException e) {
            throw new TraceException(
                    file + ", line " + number + ": " + e.getMessage() + "; found: " + Json.excerpt(line), e);
        }
    }
}

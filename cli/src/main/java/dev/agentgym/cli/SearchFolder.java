package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.GymException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/// The files of one search for a better prompt. For one thread.
///
/// @param folder where they are
record SearchFolder(Path folder) {

    private static final String STATE = "state.json";
    private static final String EVENTS = "events.jsonl";

    /// A folder to begin in.
    ///
    /// @throws UsageException when there is a search in it already
    static SearchFolder create(Path folder) {
        if (Files.exists(folder.resolve(STATE))) {
            throw new UsageException(folder + " holds a search already; go on with it by --resume, or name another "
                    + "folder with --out");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return new SearchFolder(folder);
    }

    /// A folder to go on in.
    ///
    /// @throws UsageException when there is no search in it
    static SearchFolder resume(Path folder) {
        if (!Files.exists(folder.resolve(STATE))) {
            throw new UsageException(folder + " holds no search; begin one without --resume");
        }
        SearchFolder found = new SearchFolder(folder);
        found.forgetAfter(found.state().at("/state/step").asInt());
        return found;
    }

    /// A program that was killed may have told of a step that its state does not hold; that step comes again.
    private void forgetAfter(int step) {
        Path file = folder.resolve(EVENTS);
        if (Files.exists(file)) {
            String kept = lines(file).stream()
                    .filter(line -> isOfStep(line, step))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            write(EVENTS, kept);
        }
    }

    /// The last line may have been cut off.
    private static boolean isOfStep(String line, int latest) {
        try {
            return Json.parse(line).path("step").asInt() <= latest;
        } catch (TraceException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new GymException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static GymException unwritable(Path file, IOException e) {
        return new GymException("cannot write " + file + ": " + e.getMessage(), e);
    }

    Path cache() {
        return folder.resolve("cache.sqlite");
    }

    /// What was spent, call by call.
    Path ledger() {
        return folder.resolve("spending.jsonl");
    }

    JsonNode state() {
        Path file = folder.resolve(STATE);
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new GymException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /// Replaces the state, whole or not at all.
    void save(ObjectNode state) {
        write(STATE, state.toString());
    }

    void event(ObjectNode event) {
        Path file = folder.resolve(EVENTS);
        try {
            Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    Path write(String name, String text) {
        Path file = folder.resolve(name);
        Path draft = folder.resolve(name + ".tmp");
        try {
            Files.writeString(draft, text);
            return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}

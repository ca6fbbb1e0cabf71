package dev.agentgym.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the trace files that a path names.
final class TraceFiles {

    /// What `convert` writes beside the traces; no traces themselves.
    private static final Set<String> BESIDE = Set.of("quarantine.jsonl", "report.json");

    private TraceFiles() {}

    /// The file itself or, of a folder, every trace file below it in the order of their names.
    ///
    /// @throws TraceException when there is nothing to read
    static List<Path> below(Path path) {
        if (!Files.exists(path)) {
            throw new TraceException("no such file or folder: " + path);
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(TraceFiles::holdsTraces)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new TraceException("no traces in the folder " + path
                        + ": it has no .jsonl or .json files (also .gz, .zst); make some with `agent-gym convert`");
            }
            return found;
        } catch (IOException e) {
            throw new TraceException("cannot list the folder " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean holdsTraces(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.replaceFirst("\\.(gz|zst)$", "");
        boolean json = plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
        return json && !name.startsWith(".") && !BESIDE.contains(plain);
    }
}

package dev.agentgym.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What a list of paths, folders and JDBC addresses stands for.
///
/// @param found files and what they are, in the order given, those of a folder by name
/// @param databases JDBC addresses
/// @param warnings files of folders that were passed over, and why
record Sources(List<Found> found, List<String> databases, List<String> warnings) {

    /// What `convert` itself writes beside the traces.
    private static final Set<String> BESIDE = Set.of("quarantine.jsonl", "report.json");

    /// A file and what it is.
    record Found(SourceFile file, Detection detection) {}

    /// Looks at everything that was named.
    ///
    /// @param output a folder whose files are results, not sources
    /// @throws ConversionException when something does not exist, a named file is none of the formats, or there is
    ///     nothing to convert
    static Sources of(List<String> names, Path output, Detector detector) {
        List<Found> found = new ArrayList<>();
        List<String> databases = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("jdbc:")) {
                databases.add(name);
            } else if (Files.isDirectory(Path.of(name))) {
                folder(Path.of(name), output, detector, found, warnings);
            } else {
                found.add(file(name, detector));
            }
        }
        if (found.isEmpty() && databases.isEmpty()) {
            throw new ConversionException("nothing to convert in " + String.join(", ", names) + ": "
                    + (warnings.isEmpty() ? "no files" : String.join("; ", warnings))
                    + ". The formats are " + Format.labels());
        }
        return new Sources(found, databases, warnings);
    }

    private static Found file(String name, Detector detector) {
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new ConversionException("no such file or folder: " + name);
        }
        SourceFile file = new SourceFile(name, path);
        return switch (detector.look(file)) {
            case Detector.Finding.Recognised recognised -> new Found(file, recognised.detection());
            case Detector.Finding.Unknown unknown ->
                throw new ConversionException(
                        "cannot convert " + name + ": " + unknown.reason() + ". The formats are " + Format.labels());
        };
    }

    private static void folder(Path folder, Path output, Detector detector, List<Found> found, List<String> warnings) {
        try (Stream<Path> below = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = below.filter(Files::isRegularFile)
                    .filter(path -> !path.toAbsolutePath()
                            .normalize()
                            .startsWith(output.toAbsolutePath().normalize()))
                    .filter(Sources::mayHoldLogs)
                    .sorted()
                    .toList();
            for (Path path : files) {
                SourceFile file = new SourceFile(path.toString(), path);
                switch (detector.look(file)) {
                    case Detector.Finding.Recognised recognised -> found.add(new Found(file, recognised.detection()));
                    case Detector.Finding.Unknown unknown ->
                        warnings.add("passed over " + file.name() + ": " + unknown.reason());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ConversionException("cannot list the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean mayHoldLogs(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && !BESIDE.contains(name);
    }

    /// Bytes of all files, for the progress.
    long bytes() {
        return found.stream()
                .mapToLong(each -> each.file().path().toFile().length())
                .sum();
    }
}

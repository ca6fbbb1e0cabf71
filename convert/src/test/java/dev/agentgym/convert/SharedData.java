package dev.agentgym.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Finds logs that are not part of the project's own files, or skips the test that needs them.
final class SharedData {

    private SharedData() {}

    /// A file under `../shared/data`.
    static Path shared(String name) {
        return present(root().resolve("../shared/data").resolve(name));
    }

    /// The folder of the project's own sample logs.
    static Path samples() {
        present(root().resolve("data/raw/messages.csv.zst"));
        return root().resolve("data/raw");
    }

    private static Path root() {
        return Path.of(System.getProperty("agentgym.root", ".."));
    }

    private static Path present(Path path) {
        Assumptions.assumeTrue(Files.exists(path), "skipped: " + path + " is not there");
        return path;
    }
}

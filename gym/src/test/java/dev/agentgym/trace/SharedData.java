package dev.agentgym.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Finds the real conversations that stand beside the checkout; a test that needs them is skipped where they are
/// absent.
public final class SharedData {

    private SharedData() {}

    public static Path traces(String name) {
        Path file = Path.of(System.getProperty("agentgym.root", "."), "../shared/data/traces", name)
                .normalize();
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no real conversations at " + file);
        return file;
    }
}

package dev.agentgym.examples.customerservice.logs;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Zstandard files, whose bytes depend on the content and the pinned library alone; the JDK's own gzip changes with
/// the JDK.
final class Compressed {

    private static final int LEVEL = 12;

    private Compressed() {}

    static void write(Path file, byte[] content) throws IOException {
        Files.write(file, Zstd.compress(content, LEVEL));
    }
}

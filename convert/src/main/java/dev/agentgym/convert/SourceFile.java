package dev.agentgym.convert;

import dev.agentgym.trace.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A file that is to be converted.
///
/// @param name how reports and quarantine call it
/// @param path where it lies
record SourceFile(String name, Path path) {

    private static final int HEAD = 1 << 16;

    /// Its content, unpacked, counted by the meter.
    InputStream open(Meter meter) throws IOException {
        InputStream raw = Files.newInputStream(path);
        try {
            return Compression.unpack(meter.counting(raw));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// The first bytes of its content, as many as can be read.
    byte[] head() throws IOException {
        try (InputStream input = open(Meter.silent())) {
            return head(input);
        }
    }

    /// The name without what says how it is packed.
    String plainName() {
        return path.getFileName().toString().replaceFirst("\\.(gz|zst)$", "");
    }

    /// The first bytes of a stream, as many as can be read before it fails.
    ///
    /// @throws IOException when not one can be read
    static byte[] head(InputStream input) throws IOException {
        byte[] head = new byte[HEAD];
        int filled = 0;
        try {
            for (int count = 0; count >= 0 && filled < HEAD; filled += Math.max(count, 0)) {
                count = input.read(head, filled, HEAD - filled);
            }
        } catch (IOException e) {
            if (filled == 0) {
                throw e;
            }
        }
        return Arrays.copyOf(head, filled);
    }
}

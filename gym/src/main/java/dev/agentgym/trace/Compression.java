package dev.agentgym.trace;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// How bytes are packed: recognised by their first bytes when read, chosen by the file's name when written.
public enum Compression {
    /// As they are.
    NONE,
    /// `.gz`
    GZIP,
    /// `.zst`
    ZSTD;

    private static final int BUFFER = 1 << 16;

    /// Unpacks a stream whatever packed it.
    ///
    /// @throws IOException when the stream cannot be read; a stream that ends early fails while it is read on
    public static InputStream unpack(InputStream raw) throws IOException {
        BufferedInputStream input = new BufferedInputStream(raw, BUFFER);
        input.mark(4);
        byte[] magic = input.readNBytes(4);
        input.reset();
        return switch (of(magic)) {
            case NONE -> input;
            case GZIP -> new GZIPInputStream(input, BUFFER);
            case ZSTD -> new ZstdInputStream(input);
        };
    }

    /// The packing that a file's name asks for.
    public static Compression of(Path file) {
        String name = file.toString();
        return name.endsWith(".gz") ? GZIP : name.endsWith(".zst") ? ZSTD : NONE;
    }

    /// Packs what is written. The same bytes in give the same bytes out.
    public OutputStream pack(OutputStream raw) throws IOException {
        return switch (this) {
            case NONE -> raw;
            case GZIP -> new GZIPOutputStream(raw, BUFFER);
            case ZSTD -> new ZstdOutputStream(raw);
        };
    }

    private static Compression of(byte[] magic) {
        if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return GZIP;
        }
        boolean zstd = magic.length == 4
                && magic[0] == 0x28
                && magic[1] == (byte) 0xb5
                && magic[2] == 0x2f
                && magic[3] == (byte) 0xfd;
        return zstd ? ZSTD : NONE;
    }
}

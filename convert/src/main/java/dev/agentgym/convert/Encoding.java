package dev.agentgym.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a text file is encoded, found by looking at all of it: UTF-8 unless its bytes say otherwise.
///
/// A file without any valid sequence of UTF-8 but with bytes above ASCII is taken as windows-1252. A file that is
/// UTF-8 but for a few bytes stays UTF-8; those bytes become U+FFFD. Either is warned of.
///
/// @param charset the encoding
/// @param warnings what the user should know
record Encoding(Charset charset, List<String> warnings) {

    static Encoding of(SourceFile file) {
        Census census = new Census();
        byte[] buffer = new byte[1 << 16];
        try (InputStream input = file.open(Meter.silent())) {
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    census.take(buffer[i]);
                }
            }
        } catch (IOException e) {
            // Whoever reads the file next meets the same end and reports it with the line.
            census.cut = true;
        }
        return of(census);
    }

    private static Encoding of(Census census) {
        if (census.utf16 != null) {
            return new Encoding(census.utf16, List.of());
        }
        List<String> warnings = new ArrayList<>();
        if (census.nulls > 0) {
            warnings.add(census.nulls + " NUL characters were left out");
        }
        long invalid = census.invalid + (census.pending > 0 && !census.cut ? 1 : 0);
        if (invalid == 0) {
            return new Encoding(StandardCharsets.UTF_8, warnings);
        }
        if (invalid > census.sequences) {
            warnings.add("the text is not UTF-8; it was read as windows-1252");
            return new Encoding(Charset.forName("windows-1252"), warnings);
        }
        warnings.add(invalid + " places are not UTF-8 and were read as U+FFFD");
        return new Encoding(StandardCharsets.UTF_8, warnings);
    }

    /// Opens the file as text, without a byte order mark.
    Reader open(SourceFile file, Meter meter) throws IOException {
        PushbackReader reader = new PushbackReader(new InputStreamReader(file.open(meter), charset), 1);
        int first = reader.read();
        if (first >= 0 && first != '\ufeff') {
            reader.unread(first);
        }
        return reader;
    }

    /// Counts valid sequences of several bytes and bytes that are in none.
    private static final class Census {

        private long position;
        private long sequences;
        private long invalid;
        private long nulls;
        private int pending;
        private boolean cut;
        private int first;

        private @Nullable Charset utf16;

        void take(byte next) {
            int b = next & 0xff;
            mark(b);
            nulls += b == 0 ? 1 : 0;
            if (pending > 0) {
                if ((b & 0xc0) == 0x80) {
                    pending--;
                    sequences += pending == 0 ? 1 : 0;
                    return;
                }
                invalid++;
                pending = 0;
            }
            if (b >= 0x80) {
                pending = following(b);
                invalid += pending == 0 ? 1 : 0;
            }
        }

        /// How many bytes follow the first byte of a sequence; 0 for a byte that begins none.
        private static int following(int b) {
            if (b >= 0xf0 && b <= 0xf4) {
                return 3;
            }
            if (b >= 0xe0) {
                return b <= 0xef ? 2 : 0;
            }
            return b >= 0xc2 ? 1 : 0;
        }

        private void mark(int b) {
            if (position == 1 && ((first == 0xff && b == 0xfe) || (first == 0xfe && b == 0xff))) {
                utf16 = StandardCharsets.UTF_16;
            }
            first = position == 0 ? b : first;
            position++;
        }
    }
}

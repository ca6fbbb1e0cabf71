package dev.agentgym.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a byte stream into lines without decoding them, in memory bounded by the longest line that is kept.
///
/// [#next] moves to the next line; [#buffer], [#start] and [#length] then show it until the next move. A line above
/// the limit is passed over: [#tooLong] is true, and only its beginning is shown. For one thread.
public final class LineSplitter {

    private static final int FIRST_SIZE = 1 << 16;

    private final InputStream input;
    private final int limit;
    private byte[] buffer;
    private int filled;
    private int start;
    private int length;
    private int nextStart;
    private int fresh;
    private long line;
    private boolean tooLong;
    private boolean ended;

    /// Splits a stream, which the caller closes.
    ///
    /// @param limit lines of more bytes are passed over
    public LineSplitter(InputStream input, int limit) {
        this.input = input;
        this.limit = limit;
        this.buffer = new byte[Math.min(FIRST_SIZE, limit)];
    }

    /// Moves to the next line; false at the end.
    ///
    /// @throws IOException when the stream cannot be read on from here
    public boolean next() throws IOException {
        start = nextStart;
        tooLong = false;
        int at = start;
        while (true) {
            while (at < filled) {
                if (buffer[at] == '\n') {
                    return found(at, at + 1);
                }
                at++;
            }
            if (ended || !more()) {
                return filled > start && found(filled, filled);
            }
            at = fresh;
        }
    }

    private boolean found(int end, int next) {
        line++;
        nextStart = next;
        length = end - start;
        if (length > 0 && buffer[start + length - 1] == '\r') {
            length--;
        }
        return true;
    }

    /// Reads on behind what is there, making room first; false at the end of the stream. The new bytes begin at
    /// `fresh`.
    private boolean more() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            makeRoom();
        }
        fresh = filled;
        int read = input.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
            return false;
        }
        filled += read;
        return true;
    }

    private void makeRoom() {
        if (buffer.length < limit) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(limit, buffer.length * 2L));
        } else {
            tooLong = true;
            filled = Math.min(filled, Math.min(limit, FIRST_SIZE) / 2);
        }
    }

    /// Holds the current line from [#start] on, until the next move; not to be changed.
    public byte[] buffer() {
        return buffer;
    }

    /// Where in [#buffer] the current line begins.
    public int start() {
        return start;
    }

    /// Bytes of the current line, without its end.
    public int length() {
        return length;
    }

    /// Number of the current line, from 1.
    public long line() {
        return line;
    }

    /// Whether the current line is above the limit, so that only its beginning is shown.
    public boolean tooLong() {
        return tooLong;
    }
}

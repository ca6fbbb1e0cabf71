package dev.agentgym.convert;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what is read and tells the listener. For one thread.
final class Meter {

    private static final int EVERY = 1000;

    private final ProgressListener listener;
    private final long bytesTotal;
    private long bytesRead;
    private long records;

    Meter(ProgressListener listener, long bytesTotal) {
        this.listener = listener;
        this.bytesTotal = bytesTotal;
    }

    /// A meter that tells nobody.
    static Meter silent() {
        return new Meter(ProgressListener.SILENT, 0);
    }

    void record(String source) {
        records++;
        if (records % EVERY == 0) {
            listener.progressed(source, records, Math.min(bytesRead, bytesTotal), bytesTotal);
        }
    }

    InputStream counting(InputStream input) {
        return new FilterInputStream(input) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                bytesRead += one < 0 ? 0 : 1;
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                bytesRead += Math.max(count, 0);
                return count;
            }
        };
    }
}

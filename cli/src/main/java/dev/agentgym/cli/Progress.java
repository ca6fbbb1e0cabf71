package dev.agentgym.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/// Shows how a long piece of work gets on: on a terminal one line that renews itself, elsewhere a plain line every
/// few seconds. Says nothing of work that ends within two seconds. For one thread.
final class Progress implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;
    private static final long QUIET = 2 * SECOND;
    private static final long TERMINAL_PAUSE = SECOND / 5;
    private static final long PLAIN_PAUSE = 5 * SECOND;

    private final Console console;
    private final String work;
    private final LongSupplier nanos;
    private final long start;
    private long nextShow;
    private boolean shown;

    Progress(Console console, String work, LongSupplier nanos) {
        this.console = console;
        this.work = work;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.nextShow = start + QUIET;
    }

    /// So much is done. Work that was interrupted ends here.
    ///
    /// @param records how many records
    /// @param share of the whole in [0, 1]; negative where nobody can say
    void at(long records, double share) {
        at(records, share, "");
    }

    /// The same, with more to say at the end of the line.
    void at(long records, double share, String more) {
        Interruption.endIfAsked();
        long now = nanos.getAsLong();
        if (now < nextShow) {
            return;
        }
        nextShow = now + (console.terminal() ? TERMINAL_PAUSE : PLAIN_PAUSE);
        double seconds = (now - start) / (double) SECOND;
        String line = String.format(
                Locale.ROOT, "%s: %,d (%,.0f/s)%s%s", work, records, records / seconds, rest(share, seconds), more);
        if (console.terminal()) {
            console.err().print("\r\u001b[K" + line);
        } else {
            console.note(line);
        }
        shown = true;
    }

    private static String rest(double share, double seconds) {
        if (share <= 0 || share > 1) {
            return "";
        }
        return String.format(Locale.ROOT, ", %.0f %%, about %.0f s left", share * 100, seconds * (1 - share) / share);
    }

    /// Clears the line.
    @Override
    public void close() {
        if (shown && console.terminal()) {
            console.err().print("\r\u001b[K");
        }
    }
}

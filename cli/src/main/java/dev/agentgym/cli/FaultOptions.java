package dev.agentgym.cli;

import dev.agentgym.tool.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The faults that a command line asks for.
final class FaultOptions {

    private static final String TIMEOUT = "timeout";
    private static final String ERROR = "error";
    private static final String STALE = "stale";
    private static final String SLOW = "slow";
    private static final String DELAY = "delay";
    private static final List<String> NAMES = List.of(TIMEOUT, ERROR, STALE, SLOW, DELAY);

    private FaultOptions() {}

    /// @throws UsageException when a name or a number cannot be
    static Faults parse(long seed, Map<String, Double> given) {
        for (String name : given.keySet()) {
            if (!NAMES.contains(name)) {
                throw new UsageException("no fault named " + name + "; there are " + String.join(", ", NAMES));
            }
        }
        try {
            return new Faults(
                    seed,
                    given.getOrDefault(TIMEOUT, 0.0),
                    given.getOrDefault(ERROR, 0.0),
                    given.getOrDefault(STALE, 0.0),
                    given.getOrDefault(SLOW, 0.0),
                    Duration.ofMillis(given.getOrDefault(DELAY, 0.0).longValue()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--faults: " + e.getMessage());
        }
    }

    /// Every session has faults of its own, whichever other sessions there are.
    static long seedOf(long seed, String session) {
        return 31 * seed + session.hashCode();
    }
}

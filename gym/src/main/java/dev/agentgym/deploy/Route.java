package dev.agentgym.deploy;

import java.util.Locale;
import java.util.Optional;

/// Who answers the calls of one tool. Immutable.
///
/// @param mode whether the mocked tool, the real one or both
/// @param source the source of the real tool; empty where only one has it
/// @param realName what the source calls it; empty for the same name
public record Route(Mode mode, Optional<String> source, Optional<String> realName) {

    /// The mocked tool answers.
    public static final Route MOCKED = new Route(Mode.MOCKED, Optional.empty(), Optional.empty());

    /// The real tool answers.
    public static final Route REAL = new Route(Mode.REAL, Optional.empty(), Optional.empty());

    /// The real tool answers, and the mocked one is compared with it.
    public static final Route SHADOWED = new Route(Mode.SHADOWED, Optional.empty(), Optional.empty());

    /// Who answers.
    public enum Mode {
        /// The mocked tool, and nobody else is called.
        MOCKED,
        /// The real tool.
        REAL,
        /// The real tool answers the agent; the mocked one answers beside it, and what differs is written down.
        SHADOWED;

        /// The spelling in files and reports.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The same, by the tool of this source.
    public Route from(String named) {
        return new Route(mode, Optional.of(named), realName);
    }

    /// The same, where the source has another name for the tool.
    public Route as(String named) {
        return new Route(mode, source, Optional.of(named));
    }
}

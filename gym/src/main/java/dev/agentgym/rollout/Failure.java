package dev.agentgym.rollout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a rollout stopped before its episode was over.
///
/// @param kind what failed
/// @param message what happened, for a person
public record Failure(Kind kind, String message) {

    /// What failed.
    public enum Kind {
        /// The agent could not decide.
        AGENT,
        /// The agent did not decide in time.
        DEADLINE,
        /// The environment broke, which is no fault of the agent's and is not charged to it.
        ENVIRONMENT;

        /// The spelling in files.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst();
        }
    }
}

package dev.agentgym.fidelity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What the mocked tools know of the calls before when a logged conversation is replayed on them.
public enum Feed {
    /// Only what they answered themselves: their mistakes add up, as they do for an agent that uses them.
    OPEN_LOOP,
    /// What the real tools answered: each call is judged by itself.
    TRUE_HISTORY;

    /// The spelling in JSON.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

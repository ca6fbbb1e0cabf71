package dev.agentgym.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The rung of the ladder from which an answer came, the surest first.
public enum Tier {
    /// A log shows this call after exactly the same calls.
    REPLAYED,
    /// Logs show this call, after other calls.
    RECORDED,
    /// Logs show the call in another spelling: a number as text, letter case, an empty argument.
    CANONICAL,
    /// The entity that is asked for was shown by another call, in the logs or earlier in this session.
    ENTITY,
    /// A rule learned from the logs computed the answer.
    INDUCED,
    /// A guard learned from the logs, or the tool's schema, refuses the call.
    REFUSED,
    /// The tool's own words for an id that no log knows.
    NOT_FOUND,
    /// What the logs make likely, or what was made up for this session; only where [Strictness] allows it.
    GUESS,
    /// A chat model made the answer up; only where [Strictness] allows it.
    MODEL,
    /// The logs do not tell what the tool would say.
    ABSTAIN,
    /// The call fails on purpose; only where [Faults] allow it.
    FAULT,
    /// The real tool answered; only where an agent is deployed with real tools.
    REAL;

    /// The spelling in JSON.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

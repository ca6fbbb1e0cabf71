package dev.agentgym.tool;

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
    /// The tool's own words for an id that no log knows.
    NOT_FOUND,
    /// The logs do not tell what the tool would say.
    ABSTAIN;

    /// The spelling in JSON.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What kind of thing a tool does, told by what the logs show of it. Its name only tips the balance where they leave
/// open which of several tools changed something.
public enum ToolKind {
    /// It works its answer out from the arguments alone: the same arguments, numbers, dates or choices, always get
    /// the same few values, and nothing is read or changed.
    COMPUTATION,
    /// It shows one thing, or how things stand, and changes nothing.
    LOOKUP,
    /// It shows a list of things and changes nothing.
    SEARCH,
    /// It makes things that were not there before.
    CREATE,
    /// It changes things: they look different afterwards.
    CHANGE,
    /// It takes things away: afterwards they are not found, or missing from the lists that showed them.
    DELETE,
    /// It does something for a known thing that no answer shows afterwards: always the same acknowledgement.
    EXTERNAL,
    /// It steers the conversation (a note to oneself, a transfer): always the same acknowledgement, of nothing that
    /// is known.
    CONTROL,
    /// The logs show too little of it.
    UNKNOWN;

    /// The spelling in JSON.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a call leaves everything as it was; false where that is not known.
    public boolean onlyReads() {
        return this == COMPUTATION || this == LOOKUP || this == SEARCH;
    }

    /// Whether a call may leave something otherwise than it was: true where that is not known.
    public boolean mayChange() {
        return !onlyReads() && this != CONTROL;
    }
}

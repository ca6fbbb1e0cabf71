package dev.agentgym.fidelity;

import java.util.Locale;

/// Kinds of calls that are counted apart, because tools that replay well can still fail where state counts. A call
/// may be of two kinds.
public enum CallKind {
    /// A tool that changes something did so.
    ACCEPTED_WRITE,
    /// A tool that changes something refused to.
    REFUSED_WRITE,
    /// A tool that changes nothing answered.
    ACCEPTED_READ,
    /// A tool that changes nothing refused.
    REFUSED_READ,
    /// A tool that changes nothing answered after an accepted write of the same conversation.
    READ_AFTER_WRITE;

    /// Whether a call is of this kind, by what the real tool said.
    public boolean covers(MeasuredCall call) {
        return switch (this) {
            case ACCEPTED_WRITE -> call.write() && !call.refused();
            case REFUSED_WRITE -> call.write() && call.refused();
            case ACCEPTED_READ -> !call.write() && !call.refused();
            case REFUSED_READ -> !call.write() && call.refused();
            case READ_AFTER_WRITE -> !call.write() && !call.refused() && call.afterWrite();
        };
    }

    /// The spelling in JSON.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

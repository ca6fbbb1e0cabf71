package dev.agentgym.convert;

import dev.agentgym.trace.Json;
import dev.agentgym.trace.Origin;
import dev.agentgym.trace.Reading;

/// One record cannot become a conversation; caught by whoever reads the record, and never further.
final class Defect extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String value;

    /// @param path JSON pointer or column, empty for the whole record
    /// @param value what stands there
    /// @param reason what is wrong with it
    Defect(String path, String value, String reason) {
        super(reason, null, false, false);
        this.path = path;
        this.value = Json.shorten(value);
    }

    /// Place, reason and value in one line.
    String explanation() {
        return (path.isEmpty() ? "" : path + ": ") + getMessage() + (value.isEmpty() ? "" : ", found: " + value);
    }

    /// Sets the record aside.
    Reading.Quarantined at(Origin origin, String raw) {
        return new Reading.Quarantined(origin, path, value, String.valueOf(getMessage()), raw);
    }
}

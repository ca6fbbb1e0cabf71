package dev.agentgym.trace;

/// A record breaks the schema at one place.
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String value;

    /// @param path JSON pointer to the place, empty for the whole record
    /// @param value what stands there, cut short
    Violation(String path, String value, String reason) {
        super(reason, null, false, false);
        this.path = path;
        this.value = value;
    }

    String path() {
        return path;
    }

    String value() {
        return value;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

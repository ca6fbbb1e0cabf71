package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Sessions of a filter by the name that its lines give them. Mutable, for one thread.
///
/// @param <S> what is kept for each
final class Sessions<S> {

    private static final String SESSION = "session";

    private final Map<String, S> open = new LinkedHashMap<>();
    private final Function<String, S> start;
    private final Consumer<S> end;

    /// @param start opens the session of a name
    Sessions(Function<String, S> start) {
        this(start, any -> {});
    }

    /// @param start opens the session of a name
    /// @param end hears of every session that is over
    Sessions(Function<String, S> start, Consumer<S> end) {
        this.start = start;
        this.end = end;
    }

    /// The session that a line names, opened where it is new; lines without a name share one.
    S of(ObjectNode line) {
        return open.computeIfAbsent(name(line), start);
    }

    /// Keeps a session that a line opens in its own way.
    ///
    /// @throws UsageException when its name is in use
    S open(ObjectNode line, S session) {
        if (open.putIfAbsent(name(line), session) != null) {
            throw new UsageException(
                    "session \"" + name(line) + "\" is open already; close it first, or give the new one another name");
        }
        return session;
    }

    static String name(ObjectNode line) {
        return line.path(SESSION).asText("");
    }

    /// Whether a line only closes its session.
    static boolean closes(ObjectNode line) {
        return line.path("close").asBoolean(false);
    }

    /// Forgets a session.
    ObjectNode close(ObjectNode line) {
        Optional<S> known = Optional.ofNullable(open.remove(name(line)));
        known.ifPresent(end);
        return named(line).put("closed", known.isPresent());
    }

    /// Ends those that are open, in the order in which they began.
    void closeAll() {
        open.values().forEach(end);
        open.clear();
    }

    /// The beginning of an answer to a line.
    static ObjectNode named(ObjectNode line) {
        return Json.object().put(SESSION, name(line));
    }
}

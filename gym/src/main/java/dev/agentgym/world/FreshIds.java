package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The next id of every table whose keys are counted, such as `T-11004` after `T-11003`. Mutable, for one thread.
final class FreshIds {

    private Map<String, String> highest;
    private boolean shared;

    /// Kept until a higher id is seen; nobody may change it.
    private @Nullable ObjectNode next;

    FreshIds() {
        this(new TreeMap<>());
    }

    private FreshIds(Map<String, String> highest) {
        this.highest = highest;
    }

    /// What has been counted so far is shared until either sees more.
    FreshIds copy() {
        FreshIds copy = new FreshIds(highest);
        copy.next = next;
        copy.shared = true;
        shared = true;
        return copy;
    }

    void saw(Table table, String key) {
        if (table.kind() == Table.Kind.ENTITY && table.key().size() == 1) {
            saw(table.name(), key);
        }
    }

    /// An id of those that are counted under this name.
    void saw(String name, String id) {
        String known = highest.get(name);
        if (known == null || isHigher(id, known)) {
            own().put(name, id);
            next = null;
        }
    }

    private Map<String, String> own() {
        if (shared) {
            highest = new TreeMap<>(highest);
            shared = false;
        }
        return highest;
    }

    private static boolean isHigher(String key, String than) {
        if (key.length() == than.length() && key.compareTo(than) <= 0) {
            return false;
        }
        Optional<NumberedId> other = NumberedId.of(than);
        return NumberedId.of(key)
                .filter(mine -> other.isEmpty()
                        || (mine.prefix().equals(other.get().prefix())
                                && mine.number() > other.get().number()))
                .isPresent();
    }

    /// Whether the key is the next of its table.
    boolean isNext(Table table, String key) {
        return next().path(table.name()).asText().equals(key);
    }

    /// The next ids, by table.
    JsonNode next() {
        ObjectNode known = next;
        if (known == null) {
            known = counted();
            next = known;
        }
        return known;
    }

    private ObjectNode counted() {
        ObjectNode counted = Json.object();
        highest.forEach((table, key) -> NumberedId.of(key).ifPresent(id -> counted.put(table, id.next())));
        return counted;
    }
}

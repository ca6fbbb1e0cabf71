package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The next id of every table whose keys are counted, such as `T-11004` after `T-11003`. Mutable, for one thread.
final class FreshIds {

    /// So that the number fits into a `long`.
    private static final int MOST_DIGITS = 18;

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
            String known = highest.get(table.name());
            if (known == null || isHigher(key, known)) {
                own().put(table.name(), key);
                next = null;
            }
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
        int mine = digits(key);
        int other = digits(than);
        return mine > 0
                && (other == 0 || (prefix(key, mine).equals(prefix(than, other)) && number(key) > number(than)));
    }

    private static int digits(String key) {
        int digits = 0;
        while (digits < Math.min(MOST_DIGITS, key.length()) && isDigit(key.charAt(key.length() - digits - 1))) {
            digits++;
        }
        return digits;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static String prefix(String key, int digits) {
        return key.substring(0, key.length() - digits);
    }

    private static long number(String key) {
        return Long.parseLong(key.substring(key.length() - digits(key)));
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
        highest.forEach((table, key) -> {
            int width = digits(key);
            if (width > 0) {
                String number = Long.toString(number(key) + 1);
                counted.put(table, prefix(key, width) + "0".repeat(Math.max(0, width - number.length())) + number);
            }
        });
        return counted;
    }
}

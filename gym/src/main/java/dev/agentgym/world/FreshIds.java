package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The next id of every table whose keys are counted, such as `T-11004` after `T-11003`. Mutable, for one thread.
final class FreshIds {

    private static final Pattern COUNTED = Pattern.compile("(.*?)(\\d{1,18})");

    private final Map<String, String> highest;

    FreshIds() {
        this(new TreeMap<>());
    }

    private FreshIds(Map<String, String> highest) {
        this.highest = highest;
    }

    FreshIds copy() {
        return new FreshIds(new TreeMap<>(highest));
    }

    void saw(Table table, String key) {
        if (table.kind() == Table.Kind.ENTITY && table.key().size() == 1) {
            highest.merge(table.name(), key, (known, other) -> isHigher(other, known) ? other : known);
        }
    }

    private static boolean isHigher(String key, String than) {
        Matcher mine = COUNTED.matcher(key);
        Matcher other = COUNTED.matcher(than);
        if (!mine.matches()) {
            return false;
        }
        boolean alike = other.matches() && mine.group(1).equals(other.group(1));
        return !other.matches()
                || (alike && new BigInteger(mine.group(2)).compareTo(new BigInteger(other.group(2))) > 0);
    }

    /// Whether the key is the next of its table.
    boolean isNext(Table table, String key) {
        return next().path(table.name()).asText().equals(key);
    }

    /// The next ids, by table.
    JsonNode next() {
        ObjectNode next = Json.object();
        highest.forEach((table, key) -> {
            Matcher counted = COUNTED.matcher(key);
            if (counted.matches()) {
                String number =
                        new BigInteger(counted.group(2)).add(BigInteger.ONE).toString();
                int width = counted.group(2).length();
                next.put(table, counted.group(1) + "0".repeat(Math.max(0, width - number.length())) + number);
            }
        });
        return next;
    }
}

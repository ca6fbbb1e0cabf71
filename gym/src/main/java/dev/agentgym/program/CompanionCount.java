package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How often each value of one field stands beside each value of another. Mutable; for one thread.
final class CompanionCount {

    /// So many bits are not saved by chance.
    private static final double LEAST_BITS = 12;

    private static final int MOST_KEYS = 400;
    private static final int FEWEST_REPEATED = 3;

    /// What was asked and what was answered are often the same pair.
    private static final int ASKED_AND_ANSWERED = 2;

    private final String key;
    private final String field;
    private final TreeMap<String, TreeMap<String, Integer>> beside = new TreeMap<>();
    private final TreeMap<String, Integer> values = new TreeMap<>();
    private double all;

    CompanionCount(String key, String field) {
        this.key = key;
        this.field = field;
    }

    void add(String of, String value) {
        beside.computeIfAbsent(of, _ -> new TreeMap<>()).merge(value, 1, Integer::sum);
        values.merge(value, 1, Integer::sum);
        all++;
    }

    /// What always goes together; empty where the values of the field differ, or are too few or too many to tell.
    /// A key of which different values are shown has none.
    Optional<Companion> companion() {
        if (beside.size() > MOST_KEYS || values.size() < 2) {
            return Optional.empty();
        }
        ObjectNode always = Json.object();
        int wrong = 0;
        int repeated = 0;
        double saved = 0;
        for (Map.Entry<String, TreeMap<String, Integer>> each : beside.entrySet()) {
            int shown = each.getValue().firstEntry().getValue();
            if (each.getValue().size() > 1) {
                wrong++;
            } else {
                always.put(each.getKey(), each.getValue().firstKey());
                repeated += shown > ASKED_AND_ANSWERED ? 1 : 0;
                saved += (shown - 1) * surprise(each.getValue().firstKey());
            }
        }
        boolean often = repeated >= FEWEST_REPEATED && 2 * repeated >= beside.size();
        return wrong <= Evidence.tolerated(repeated) && often && saved >= LEAST_BITS
                ? Optional.of(new Companion(key, field, always))
                : Optional.empty();
    }

    /// The bits that it tells of an object to have this value.
    private double surprise(String value) {
        return Math.log(all / values.getOrDefault(value, 1)) / Math.log(2);
    }
}

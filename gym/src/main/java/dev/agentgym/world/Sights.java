package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What one conversation saw of rows, field by field: two tools may show different parts of a row, so that a part
/// may have been seen longer ago than the row. Mutable, for one thread.
final class Sights {

    private final List<Observation> called = new ArrayList<>();
    private final Map<String, Map<String, Sight>> rows = new HashMap<>();

    /// A value as it was last seen.
    private record Sight(JsonNode value, int position) {}

    /// What was called between two views of one row, the second view's own tool included.
    ///
    /// @param repeated whether the views are answers to the same call, not of a row that several tools show
    /// @param compared the fields that changed, or all that both views show if none did, each with the kind of row
    /// @param again whether the very call that showed them first showed them again
    record Between(
            Set<String> tools, boolean changed, String shower, boolean repeated, Set<String> compared, boolean again) {

        /// Whether a tool is the first to be thought of: an answer that differs the second time shows what others
        /// did in between, rather than what the asking did.
        boolean suspects(String tool) {
            return !repeated || tools.size() == 1 || !tool.equals(shower);
        }
    }

    /// A tool was called.
    void next(Observation call) {
        called.add(call);
    }

    /// The last call shows a row.
    ///
    /// @param kind of row
    /// @param repeated whether it is the answer to one call, not a row that several tools show
    Optional<Between> show(String kind, String key, JsonNode row, boolean repeated) {
        int now = called.size() - 1;
        Map<String, Sight> known = rows.computeIfAbsent(kind + " " + key, _ -> new HashMap<>());
        Set<String> same = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        int oldest = now;
        int newest = -1;
        for (Map.Entry<String, JsonNode> field : parts(row).entrySet()) {
            Sight before = known.put(field.getKey(), new Sight(field.getValue(), now));
            if (before != null && before.position() < now) {
                boolean equal = Values.equal(before.value(), field.getValue());
                (equal ? same : changed).add(kind + " " + field.getKey());
                oldest = Math.min(oldest, before.position());
                newest = equal ? newest : Math.max(newest, before.position());
            }
        }
        if (oldest == now) {
            return Optional.empty();
        }
        int since = changed.isEmpty() ? oldest : newest;
        Set<String> tools = new TreeSet<>();
        called.subList(since + 1, now + 1).forEach(call -> tools.add(call.tool()));
        Observation last = called.getLast();
        boolean differs = !changed.isEmpty();
        boolean again = last.repeats(called.get(since));
        return Optional.of(new Between(tools, differs, last.tool(), repeated, differs ? changed : same, again));
    }

    private static Map<String, JsonNode> parts(JsonNode row) {
        Map<String, JsonNode> parts = new HashMap<>();
        if (row instanceof ObjectNode object) {
            object.properties().forEach(field -> parts.put(field.getKey(), field.getValue()));
        } else {
            parts.put("", row);
        }
        return parts;
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// By which arguments tools look things up, and which of them only together: a flight by number and date, where the
/// conversation saw that number with that date before. Mutable, for one thread.
final class Lookups {

    private static final double MOSTLY = 0.5;
    private static final double OFTEN = 0.3;

    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, int[]> pairs = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private String conversation = "";

    /// Takes in a call and its answer, in the order of the conversation.
    void add(Observation seen) {
        if (!seen.conversation().equals(conversation)) {
            conversation = seen.conversation();
            shown.clear();
        }
        given(seen.arguments());
        Sites.walk(seen.result(), (path, object) -> show(object, path.isEmpty() ? object : seen.arguments()));
    }

    private void given(ObjectNode arguments) {
        Set<String> fields = new TreeSet<>();
        arguments.fieldNames().forEachRemaining(fields::add);
        for (String one : fields) {
            names.merge(one, 1, Integer::sum);
            for (String other : fields) {
                if (!one.equals(other) && Identifiers.named(one)) {
                    int[] count = pairs.computeIfAbsent(pair(one, other), any -> new int[2]);
                    count[0]++;
                    count[1] += shown.contains(values(one, other, arguments.path(one), arguments.path(other))) ? 1 : 0;
                }
            }
        }
        for (JsonNode value : arguments) {
            if (value.isArray()) {
                value.forEach(element -> {
                    if (element instanceof ObjectNode part) {
                        given(part);
                    }
                });
            }
        }
    }

    /// @param asked what an answer need not say again
    private void show(ObjectNode object, ObjectNode asked) {
        for (String pair : pairs.keySet()) {
            String[] fields = pair.split(SEPARATOR, -1);
            JsonNode other = object.has(fields[1]) ? object.path(fields[1]) : asked.path(fields[1]);
            if (object.has(fields[0]) && other.isValueNode()) {
                shown.add(values(fields[0], fields[1], object.path(fields[0]), other));
            }
        }
    }

    private static final String SEPARATOR = "\u001f";

    private static String pair(String one, String other) {
        return one + SEPARATOR + other;
    }

    private static String values(String one, String other, JsonNode first, JsonNode second) {
        return pair(one, other) + SEPARATOR + first.asText() + SEPARATOR + second.asText();
    }

    /// Whether some tool takes an argument of this name.
    boolean names(String argument) {
        return names.containsKey(argument);
    }

    /// Whether tools take both side by side, mostly as an answer had shown them side by side.
    boolean together(String one, String other) {
        int[] count = pairs.get(pair(one, other));
        return count != null
                && count[1] > 0
                && count[1] >= MOSTLY * count[0]
                && count[0] >= OFTEN * names.getOrDefault(one, 0);
    }
}

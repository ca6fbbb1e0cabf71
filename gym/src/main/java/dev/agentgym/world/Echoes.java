package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which arguments of one tool stand again in its answers, and what stands there when they are not given. Mutable,
/// for one thread.
///
/// Only fields that an answer has once are compared: a value is bound to stand somewhere in a long list.
final class Echoes {

    /// Fewer different values agree by chance.
    private static final int FEWEST_VALUES = 3;

    private static final int FEWEST_DEFAULTS = 3;

    /// A tool with more fields than this answers with data, and echoes are lost in it.
    private static final int MOST_FIELDS = 200;

    /// More calls show nothing new.
    private static final int MOST_CALLS = 2_000;

    private final TreeSet<String> arguments = new TreeSet<>();
    private final List<ObjectNode> calls = new ArrayList<>();
    private final List<SortedMap<String, JsonNode>> answers = new ArrayList<>();
    private final TreeSet<String> fields = new TreeSet<>();

    /// An argument beside a field: how often both were there, with how many different values, and what the field
    /// was without the argument.
    private static final class Pair {
        private final TreeSet<String> values = new TreeSet<>();
        private final TreeMap<String, JsonNode> without = new TreeMap<>();
        private long both;
        private long alone;
        private boolean differs;

        private boolean isEcho() {
            return !differs && values.size() >= FEWEST_VALUES;
        }

        private Optional<JsonNode> byDefault() {
            boolean one = without.size() == 1 && alone >= FEWEST_DEFAULTS;
            return isEcho() && one ? Optional.of(without.firstEntry().getValue()) : Optional.empty();
        }
    }

    /// Takes in an accepted call.
    void add(ObjectNode given, JsonNode answer) {
        if (calls.size() >= MOST_CALLS) {
            return;
        }
        given.fieldNames().forEachRemaining(arguments::add);
        TreeMap<String, JsonNode> shown = new TreeMap<>();
        JsonPaths.leaves(answer, (path, leaf) -> {
            if (!path.isEmpty() && !path.contains(JsonPaths.ELEMENT) && leaf.isValueNode()) {
                shown.put(path, leaf);
            }
        });
        calls.add(given);
        answers.add(shown);
        fields.addAll(shown.keySet());
    }

    /// Arguments and fields of different names that always carry the same value, by name.
    List<Alias> aliases() {
        List<Alias> aliases = new ArrayList<>();
        eachPair((argument, field, pair) -> {
            if (!name(field).equals(argument) && pair.isEcho()) {
                aliases.add(new Alias(argument, field, pair.both));
            }
        });
        return List.copyOf(aliases);
    }

    /// Values of arguments that need not be given: what the answer echoes when they are not.
    SortedMap<String, JsonNode> defaults() {
        TreeMap<String, JsonNode> defaults = new TreeMap<>();
        eachPair((argument, field, pair) -> pair.byDefault().ifPresent(value -> defaults.putIfAbsent(argument, value)));
        return defaults;
    }

    /// Gets the pairs of an argument and a field.
    @FunctionalInterface
    private interface Visitor {
        void pair(String argument, String field, Pair pair);
    }

    private void eachPair(Visitor visitor) {
        if (fields.size() > MOST_FIELDS) {
            return;
        }
        for (String argument : arguments) {
            for (String field : fields) {
                visitor.pair(argument, field, compare(argument, field));
            }
        }
    }

    private Pair compare(String argument, String field) {
        Pair pair = new Pair();
        for (int i = 0; i < calls.size() && !pair.differs; i++) {
            JsonNode given = calls.get(i).path(argument);
            JsonNode shown = answers.get(i).get(field);
            if (shown != null) {
                compare(given, shown, pair);
            }
        }
        return pair;
    }

    private static void compare(JsonNode given, JsonNode shown, Pair pair) {
        if (given.isMissingNode() || given.isNull()) {
            pair.alone++;
            pair.without.put(Json.canonical(shown), shown);
        } else {
            pair.both++;
            pair.differs =
                    !given.isValueNode() || shown.isNull() || !given.asText().equals(shown.asText());
            if (pair.values.size() < FEWEST_VALUES) {
                pair.values.add(given.asText());
            }
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /// The arguments as a schema says them, each optional one with its default.
    void putDefaults(ObjectNode schema) {
        Map<String, JsonNode> known = defaults();
        known.forEach((argument, value) -> {
            if (schema.path("properties").path(argument) instanceof ObjectNode property) {
                property.set("default", value);
            }
        });
    }
}

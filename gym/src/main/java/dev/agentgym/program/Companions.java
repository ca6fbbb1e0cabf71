package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Values that always go with others, wherever both stand in one object: a postcode with its town, a product with its
/// unit. Immutable and safe to share.
public final class Companions {

    /// No value goes with another.
    public static final Companions NONE = new Companions(List.of());

    private static final int MOST_NAMES = 60;
    private static final int MOST_OBJECTS = 40_000;
    private static final int DEEPEST = 6;
    private static final int LONGEST = 60;

    private final List<Companion> all;

    private Companions(List<Companion> all) {
        this.all = List.copyOf(all);
    }

    /// What the objects, and those inside of them, show of fields with these names. An object that is shown again
    /// tells nothing new.
    public static Companions of(Stream<? extends JsonNode> objects, Collection<String> names) {
        Reader reader =
                new Reader(new TreeSet<>(names).stream().limit(MOST_NAMES).toList());
        objects.forEach(object -> reader.read(object, 0));
        return new Companions(reader.pairs.values().stream()
                .flatMap(pair -> pair.companion().stream())
                .toList());
    }

    List<Companion> all() {
        return all;
    }

    /// Collects pairs of fields. For one thread.
    private static final class Reader {
        private final List<String> names;
        private final Set<ObjectNode> known = new HashSet<>();
        private final TreeMap<String, CompanionCount> pairs = new TreeMap<>();

        private Reader(List<String> names) {
            this.names = names;
        }

        /// Elements of lists are objects of their own; all else is part of the object that it stands in.
        private void read(JsonNode value, int depth) {
            if (value instanceof ObjectNode object) {
                boolean isNew = known.size() < MOST_OBJECTS && known.add(object);
                if (isNew) {
                    readParts(object, depth);
                }
            } else if (depth <= DEEPEST) {
                value.forEach(element -> read(element, depth + 1));
            }
        }

        private void readParts(JsonNode object, int depth) {
            List<String> here =
                    names.stream().filter(name -> isPlain(object.path(name))).toList();
            count(object, here);
            for (JsonNode part : depth <= DEEPEST ? object : Json.object()) {
                if (part.isObject()) {
                    readParts(part, depth + 1);
                } else {
                    read(part, depth + 1);
                }
            }
        }

        private static boolean isPlain(JsonNode value) {
            return value.isTextual()
                    && !value.textValue().isBlank()
                    && value.textValue().length() <= LONGEST;
        }

        private void count(JsonNode object, List<String> here) {
            for (String key : here) {
                for (String field : here) {
                    if (!key.equals(field)) {
                        pairs.computeIfAbsent(key + "\n" + field, _ -> new CompanionCount(key, field))
                                .add(
                                        object.path(key).textValue(),
                                        object.path(field).textValue());
                    }
                }
            }
        }
    }
}

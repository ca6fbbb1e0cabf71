package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Gathers the objects of one site and finds by which of their fields they are identified. Mutable, for one thread.
///
/// A field is a key if objects with equal values in it mostly agree in everything else (they are states of one
/// thing), and no answer shows two different ones.
final class SiteSketch {

    private static final int SAMPLE = 2_000;

    /// States of one thing differ in a field or two, different things in most.
    private static final double AGREEMENT = 0.65;

    /// A key as good as this needs no second field.
    private static final double CERTAIN = 0.9;

    /// A second field must make the states of one thing so much more alike.
    private static final double BETTER = 0.15;

    private static final double COMPOSITE = 0.9;

    /// Small things may change in all their fields, but most of them do not change.
    private static final double ALONE = 0.85;

    private static final int FEW = 5;
    private static final int FEWEST_ASKED = 3;
    private static final double MOSTLY = 0.95;
    private static final double MOST_CLASHES = 0.01;
    private static final int MOST_STATES = 6;

    private final Map<List<String>, Fit> fits = new HashMap<>();
    private final Map<String, Integer> fields = new LinkedHashMap<>();
    private final List<ObjectNode> sample = new ArrayList<>();
    private final List<ObjectNode> given = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private final List<Boolean> askedAnew = new ArrayList<>();
    private final Map<String, Integer> echoes = new HashMap<>();
    private int asked;
    private int count;

    /// The only argument of the call that shows an object stands again in these of its fields.
    void echoed(ObjectNode object, JsonNode argument) {
        asked++;
        object.properties().forEach(field -> {
            if (field.getValue().isValueNode() && field.getValue().asText().equals(argument.asText())) {
                echoes.merge(field.getKey(), 1, Integer::sum);
            }
        });
    }

    /// @param arguments of the call that shows it, as far as they may be part of its key
    /// @param answer number of the answer that shows it
    /// @param anew whether the call before was one of the same tool in the same conversation, with other arguments
    void add(ObjectNode object, ObjectNode arguments, int answer, boolean anew) {
        count++;
        object.fieldNames().forEachRemaining(field -> fields.merge(field, 1, Integer::sum));
        if (sample.size() < SAMPLE) {
            sample.add(object);
            given.add(arguments);
            answers.add(answer);
            askedAnew.add(anew);
        }
    }

    /// Takes in what stands at another site with the same fields.
    void addAll(SiteSketch other) {
        for (int i = 0; i < other.sample.size(); i++) {
            add(other.sample.get(i), other.given.get(i), other.answers.get(i), other.askedAnew.get(i));
        }
        asked += other.asked;
        other.echoes.forEach((field, times) -> echoes.merge(field, times, Integer::sum));
    }

    int count() {
        return count;
    }

    List<ObjectNode> sample() {
        return sample;
    }

    /// What is shown of a row with this key; fields of the key that no object has are those of the call.
    Table.View view(List<String> key) {
        SortedSet<String> always = new TreeSet<>();
        SortedSet<String> sometimes = new TreeSet<>();
        fields.forEach((field, times) -> (times == count ? always : sometimes).add(field));
        SortedSet<String> asked = new TreeSet<>(key);
        asked.removeAll(fields.keySet());
        return new Table.View(always, sometimes, asked);
    }

    SortedSet<String> fieldNames() {
        return new TreeSet<>(fields.keySet());
    }

    /// Whether its objects, with the arguments of the calls that show them, have all these fields.
    boolean has(List<String> key) {
        return key.stream().allMatch(field -> fields.containsKey(field) || isGiven(field));
    }

    private boolean isGiven(String argument) {
        return !fields.containsKey(argument)
                && given.stream().allMatch(call -> Identifiers.mayBeKey(call.path(argument)));
    }

    /// The key; empty if the objects are parts of something else.
    ///
    /// @param lookups by what tools look things up
    Optional<List<String>> key(Lookups lookups) {
        List<String> candidates = always().filter(field -> isKeyField(field, lookups))
                .sorted((a, b) -> Boolean.compare(Identifiers.named(b), Identifiers.named(a)))
                .toList();
        Optional<List<String>> single = candidates.stream()
                .map(List::of)
                .filter(key -> fit(key).isKey() || isAskedBy(key.getFirst()))
                .findFirst();
        return single.filter(key -> fit(key).agreement() >= CERTAIN || isAskedBy(key.getFirst()))
                .or(() -> composite(
                        candidates,
                        lookups,
                        single.map(key -> fit(key).agreement() + BETTER).orElse(COMPOSITE)))
                .or(() -> single)
                .or(() -> askedTogether(candidates, lookups));
    }

    /// A flight of one number is another one every day, which the answer to a search for a day does not say.
    private Optional<List<String>> askedTogether(List<String> candidates, Lookups lookups) {
        return candidates.stream()
                .flatMap(first -> argumentsOf(first, lookups).map(argument -> List.of(first, argument)))
                .filter(both -> fit(both).isKey() && fit(both).agreement() >= CERTAIN)
                .findFirst();
    }

    private Stream<String> argumentsOf(String field, Lookups lookups) {
        return given.getFirst().properties().stream()
                .map(Map.Entry::getKey)
                .filter(argument -> isGiven(argument) && lookups.together(field, argument))
                .sorted();
    }

    /// Tools that take nothing but one value always answer with the object that has it in this field.
    private boolean isAskedBy(String field) {
        return asked >= FEWEST_ASKED
                && echoes.getOrDefault(field, 0) >= MOSTLY * asked
                && fit(List.of(field)).keys() >= FEWEST_ASKED;
    }

    private Stream<String> always() {
        return fields.keySet().stream().filter(field -> fields.getOrDefault(field, 0) == count);
    }

    private Optional<List<String>> composite(List<String> candidates, Lookups lookups, double wanted) {
        for (String first : candidates) {
            Optional<List<String>> key = always().filter(
                            second -> !second.equals(first) && lookups.together(first, second))
                    .filter(second -> sample.stream().allMatch(object -> Identifiers.mayBeKey(object.get(second))))
                    .map(second -> List.of(first, second))
                    .filter(both -> fit(both).isKey() && fit(both).agreement() >= wanted)
                    .findFirst();
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    private boolean isKeyField(String field, Lookups lookups) {
        boolean named = Identifiers.named(field);
        if (!named && !lookups.names(field)) {
            return false;
        }
        return sample.stream()
                .map(object -> object.get(field))
                .allMatch(value ->
                        named ? Identifiers.mayBeKey(value) : value.isTextual() && Identifiers.looksLike(value));
    }

    /// How well fields identify the objects of the sample.
    ///
    /// @param agreement share of the other fields that are equal in different objects of one key; 1 if there are
    /// none
    /// @param alone share of the keys that stand for one object only
    /// @param keys how many keys there are
    /// @param clashes how often one answer, or one tool asked twice in a row, shows different objects of one key
    private record Fit(double agreement, double alone, int keys, int clashes, int objects) {
        private boolean isKey() {
            return (agreement >= AGREEMENT || (alone >= ALONE && keys >= FEW)) && clashes <= MOST_CLASHES * objects;
        }
    }

    private Fit fit(List<String> key) {
        return fits.computeIfAbsent(key, this::measure);
    }

    private Fit measure(List<String> key) {
        Map<String, List<ObjectNode>> contents = new HashMap<>();
        Map<String, ObjectNode> inAnswer = new HashMap<>();
        int clashes = 0;
        for (int i = 0; i < sample.size(); i++) {
            ObjectNode object = sample.get(i);
            String value = text(key, i);
            List<ObjectNode> known = contents.computeIfAbsent(value, any -> new ArrayList<>(1));
            if (known.size() < MOST_STATES && !known.contains(object)) {
                known.add(object);
            }
            ObjectNode together = inAnswer.put(answers.get(i) + " " + value, object);
            clashes += together != null && !together.equals(object) ? 1 : 0;
            ObjectNode before = inAnswer.get((answers.get(i) - 1) + " " + value);
            clashes += askedAnew.get(i) && before != null && !before.equals(object) ? 1 : 0;
        }
        long agreeing = 0;
        long compared = 0;
        long alone = 0;
        for (List<ObjectNode> states : contents.values()) {
            alone += states.size() == 1 ? 1 : 0;
            for (ObjectNode state : states.subList(1, states.size())) {
                int[] agreement = agreement(states.getFirst(), state, key);
                agreeing += agreement[0];
                compared += agreement[1];
            }
        }
        double agreement = compared == 0 ? 1 : (double) agreeing / compared;
        boolean bare = sample.getFirst().size() <= key.size();
        return new Fit(
                bare ? 0 : agreement,
                bare ? 0 : (double) alone / contents.size(),
                contents.size(),
                clashes,
                sample.size());
    }

    private String text(List<String> key, int at) {
        ObjectNode object = sample.get(at);
        return key.size() == 1
                ? object.get(key.getFirst()).asText()
                : Table.key(key.stream()
                        .map(field -> object.has(field)
                                ? object.path(field)
                                : given.get(at).path(field))
                        .map(JsonNode::asText)
                        .toList());
    }

    private static int[] agreement(ObjectNode a, ObjectNode b, List<String> key) {
        int same = 0;
        int all = 0;
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            if (!key.contains(field.getKey())) {
                all++;
                JsonNode other = b.get(field.getKey());
                same += other != null && Values.equal(field.getValue(), other) ? 1 : 0;
            }
        }
        return new int[] {same, all};
    }
}

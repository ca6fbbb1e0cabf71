package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds what values point at: the field of an object that a text names (`prices[args.cabin]`), the element of a
/// list with some id, and the fields of what was found, to a depth of two such steps.
final class Picks {

    private static final int MOST_PICKS = 160;
    private static final int MOST_CONTAINERS = 40;
    private static final int MOST_KEYS = 60;
    private static final int LONGEST_KEY = 80;

    private final Scene scene;
    private final List<Candidate> keys;
    private final Map<List<JsonNode>, Candidate> found = new LinkedHashMap<>();

    private Picks(Scene scene) {
        this.scene = scene;
        List<Candidate> all = new ArrayList<>(
                scene.paths().stream().filter(Picks::isKey).limit(MOST_KEYS).toList());
        all.addAll(new AlignedLists(scene, all).partners());
        this.keys = List.copyOf(all);
    }

    static List<Candidate> of(Scene scene) {
        Picks picks = new Picks(scene);
        List<Candidate> containers =
                scene.paths().stream().filter(Picks::isObject).toList();
        List<Candidate> first = picks.into(containers);
        first.addAll(new RowsByKey(scene, picks.keys).rows());
        List<Candidate> inner = picks.fields(first);
        List<Candidate> second = picks.into(inner);
        picks.fields(second);
        first.forEach(picks::keep);
        picks.keys.stream()
                .filter(key -> !(key.program() instanceof Program.Path))
                .forEach(picks::keep);
        return List.copyOf(picks.found.values());
    }

    private static boolean isKey(Candidate candidate) {
        return candidate.values().stream()
                .allMatch(value -> value.isMissingNode() || value.isBoolean() || isKey(value) || value.isNull());
    }

    private static boolean isKey(JsonNode value) {
        return value.isIntegralNumber()
                || (value.isTextual()
                        && !value.textValue().isEmpty()
                        && value.textValue().length() <= LONGEST_KEY);
    }

    private static boolean isObject(Candidate candidate) {
        return candidate.values().stream().anyMatch(JsonNode::isObject);
    }

    private void keep(Candidate candidate) {
        if (found.size() < MOST_PICKS) {
            found.putIfAbsent(candidate.values(), candidate);
        }
    }

    /// What the keys name in the containers.
    private List<Candidate> into(List<Candidate> containers) {
        List<Candidate> picked = new ArrayList<>();
        for (Candidate container : containers.stream().limit(MOST_CONTAINERS).toList()) {
            scene.work().spend(keys.size());
            for (Candidate key : keys) {
                if (names(container, key) && scene.work().spend(1)) {
                    picked.add(scene.candidate(new Program.Pick(container.program(), key.program())));
                }
            }
        }
        picked.forEach(this::keep);
        return picked;
    }

    /// The key is a field of the container in most of the scopes where both are known.
    private static boolean names(Candidate container, Candidate key) {
        int both = 0;
        int hits = 0;
        for (int i = 0; i < container.values().size(); i++) {
            if (container.value(i).isObject() && key.isKnown(i)) {
                both++;
                hits += container.value(i).has(key.value(i).asText()) ? 1 : 0;
            }
        }
        return hits > 0 && 2 * hits >= both;
    }

    /// The fields of objects that were picked; those that are objects again are returned.
    private List<Candidate> fields(List<Candidate> objects) {
        List<Candidate> inner = new ArrayList<>();
        for (Candidate object : objects.stream().filter(Picks::isObject).toList()) {
            for (ReachablePaths.Place place : ReachablePaths.fields(object.values())) {
                Candidate field = descend(object, place);
                keep(field);
                if (isObject(field)) {
                    inner.add(field);
                }
            }
        }
        return inner;
    }

    private static Candidate descend(Candidate object, ReachablePaths.Place place) {
        Program program = object.program();
        for (String step : place.steps()) {
            program = new Program.Pick(program, new Program.Constant(TextNode.valueOf(step)));
        }
        int bits = Bits.of(program);
        return new Candidate(program, place.values(), Bits.seen(bits));
    }
}

package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lists of some elements of other lists: those that an argument names, all but these, those in some state.
final class PartialLists {

    private static final int MOST_LISTS = 6;
    private static final int MOST_PARTIAL = 16;
    private static final int MOST_FIELDS = 24;
    private static final int MOST_STATES = 4;

    private final Scene scene;
    private final List<Candidate> ofObjects;
    private final List<Candidate> ofTexts;
    private final Map<List<JsonNode>, Candidate> found = new LinkedHashMap<>();

    PartialLists(Scene scene, List<Candidate> lists) {
        this.scene = scene;
        this.ofObjects = lists.stream()
                .filter(list -> elements(list, JsonNode::isObject))
                .limit(MOST_LISTS)
                .toList();
        this.ofTexts = lists.stream()
                .filter(list -> elements(list, JsonNode::isTextual) && !Parts.mentions(list.program(), "each"))
                .limit(MOST_LISTS)
                .toList();
    }

    private static boolean elements(Candidate list, java.util.function.Predicate<JsonNode> kind) {
        return list.values().stream().anyMatch(value -> value.isArray() && kind.test(value.path(0)));
    }

    List<Candidate> lists() {
        for (Candidate list : ofObjects) {
            for (String field : fields(list)) {
                Program each = Program.Path.of("each", field);
                ofTexts.forEach(named -> both(list, new Predicate.Contains(named.program(), each)));
                states(list, field).forEach(state -> offer(list, is(each, new Program.Constant(state))));
            }
        }
        for (Candidate list : ofTexts) {
            Program each = Program.Path.of("each");
            ofTexts.stream()
                    .filter(other -> !other.equals(list))
                    .forEach(other -> both(list, new Predicate.Contains(other.program(), each)));
        }
        return List.copyOf(found.values());
    }

    private static Predicate is(Program each, Program value) {
        return new Predicate.Compare(each, Predicate.Comparison.EQUAL, value);
    }

    private void both(Candidate list, Predicate test) {
        if (offer(list, test)) {
            offer(list, new Predicate.Not(test));
        }
    }

    /// Kept if it is something new: not always all, not always nothing.
    private boolean offer(Candidate list, Predicate test) {
        if (found.size() >= MOST_PARTIAL || !scene.work().spend(1)) {
            return false;
        }
        Candidate partial = scene.candidate(new Program.Filtered(list.program(), test));
        boolean some = partial.values().stream().anyMatch(value -> value.size() > 0);
        boolean fewer = !partial.values().equals(list.values());
        if (some && fewer) {
            found.putIfAbsent(partial.values(), partial);
        }
        return some && fewer;
    }

    private static Set<String> fields(Candidate list) {
        Set<String> fields = new LinkedHashSet<>();
        for (JsonNode value : list.values()) {
            for (var field : value.path(0).properties()) {
                if (field.getValue().isTextual() && fields.size() < MOST_FIELDS) {
                    fields.add(field.getKey());
                }
            }
        }
        return fields;
    }

    /// The values of a field that has few: a status or a kind.
    private static List<JsonNode> states(Candidate list, String field) {
        Set<JsonNode> states = new LinkedHashSet<>();
        int elements = 0;
        for (JsonNode value : list.values()) {
            for (JsonNode element : value.isArray() ? value : Evaluation.MISSING) {
                elements++;
                states.add(element.path(field));
                if (states.size() > MOST_STATES) {
                    return List.of();
                }
            }
        }
        boolean repeated = states.size() > 1 && elements >= 3 * states.size();
        return repeated ? new ArrayList<>(states) : List.of();
    }
}

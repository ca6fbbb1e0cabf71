package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.program.Predicate.Verdict;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Simple conditions that are true in some scopes of a scene and false in others: a value is one of few, two values
/// are equal, a number is less than another, a value is given, a text begins in some way, a list has a value.
final class Conditions {

    private static final int MOST_SCALARS = 60;
    private static final int MOST_COMPARED = 24;
    private static final int MOST_STATES = 8;
    private static final int MOST_LISTS = 12;
    private static final int STATE = 3;

    /// Fewer, and the state is rather a name of somebody.
    private static final int FEWEST_PER_STATE = 3;

    private static final int BITS = 3;
    private static final Pattern BEGINNING = Pattern.compile("([A-Za-z][A-Za-z_-]*?[_-]?)\\d.*");

    private final Scene scene;
    private final List<Candidate> scalars;
    private final Map<List<Verdict>, Condition> found = new LinkedHashMap<>();

    private Conditions(Scene scene) {
        this.scene = scene;
        this.scalars = scene.scalars().stream().limit(MOST_SCALARS).toList();
    }

    static List<Condition> of(Scene scene) {
        Conditions tests = new Conditions(scene);
        tests.scalars.forEach(tests::states);
        tests.scene.everything().forEach(tests::given);
        tests.scalars.forEach(tests::beginnings);
        tests.members();
        tests.pairs();
        return List.copyOf(tests.found.values());
    }

    private void add(Predicate predicate, int bits, boolean strong) {
        if (scene.work().isSpent()) {
            return;
        }
        List<Verdict> verdicts = scene.verdicts(predicate);
        if (verdicts.contains(Verdict.TRUE) && verdicts.contains(Verdict.FALSE)) {
            Condition test = new Condition(predicate, verdicts, BITS + bits, strong);
            found.merge(verdicts, test, (old, other) -> other.bits() < old.bits() ? other : old);
        }
    }

    private void states(Candidate value) {
        Set<JsonNode> states = new LinkedHashSet<>();
        for (JsonNode state : value.values()) {
            if (!state.isMissingNode()) {
                states.add(state);
            }
        }
        if (states.size() < 2 || states.size() > MOST_STATES || FEWEST_PER_STATE * states.size() > value.known()) {
            return;
        }
        for (JsonNode state : states) {
            Program constant = new Program.Constant(state);
            add(new Predicate.Compare(value.program(), Comparison.EQUAL, constant), value.bits() + STATE, false);
        }
    }

    /// What is missing from a known row or from the arguments was not given; what belongs to an unknown row may be.
    private void given(Candidate value) {
        boolean absent = value.values().stream().anyMatch(node -> node.isNull() || isEmptyText(node));
        for (int i = 0; i < scene.size(); i++) {
            if (!value.isKnown(i)) {
                absent = true;
                if (Rows.areUnknown(value.program(), scene.scope(i))) {
                    return;
                }
            }
        }
        if (absent) {
            add(new Predicate.Present(value.program()), value.bits(), false);
        }
    }

    private static boolean isEmptyText(JsonNode node) {
        return node.isTextual() && node.textValue().isEmpty();
    }

    private void beginnings(Candidate text) {
        Set<String> beginnings = new LinkedHashSet<>();
        for (JsonNode value : text.values()) {
            Matcher beginning = BEGINNING.matcher(value.asText());
            if (value.isTextual()) {
                beginnings.add(beginning.matches() ? beginning.group(1) : "");
            }
        }
        if (beginnings.size() > 1 && beginnings.size() <= MOST_STATES / 2) {
            beginnings.stream()
                    .filter(beginning -> !beginning.isEmpty())
                    .forEach(beginning ->
                            add(new Predicate.Matches(text.program(), beginning + ".*"), text.bits() + STATE, false));
        }
    }

    private void members() {
        List<Candidate> containers = scene.everything().stream()
                .filter(candidate -> candidate.values().stream().anyMatch(JsonNode::isContainerNode))
                .limit(MOST_LISTS)
                .toList();
        List<Candidate> keys = scalars.stream()
                .filter(candidate -> candidate.values().stream().anyMatch(JsonNode::isTextual))
                .limit(MOST_COMPARED)
                .toList();
        for (Candidate container : containers) {
            for (Candidate key : keys) {
                int bits = container.bits() + key.bits();
                add(new Predicate.Contains(container.program(), key.program()), bits, true);
            }
        }
    }

    private void pairs() {
        for (int i = 0; i < scalars.size(); i++) {
            for (int j = i + 1; j < scalars.size(); j++) {
                pair(scalars.get(i), scalars.get(j), i < MOST_COMPARED && j < MOST_COMPARED);
            }
        }
    }

    private void pair(Candidate left, Candidate right, boolean first) {
        int bits = left.bits() + right.bits();
        boolean equalSomewhere = false;
        boolean comparable = false;
        for (int i = 0; i < scene.size(); i++) {
            equalSomewhere |= left.isKnown(i) && left.value(i).equals(right.value(i));
            comparable |= isOrdered(left.value(i), right.value(i));
        }
        if (equalSomewhere) {
            boolean strong = !left.value(0).isBoolean();
            add(new Predicate.Compare(left.program(), Comparison.EQUAL, right.program()), bits, strong);
        }
        if (comparable && first) {
            add(new Predicate.Compare(left.program(), Comparison.LESS, right.program()), bits, false);
            add(new Predicate.Compare(left.program(), Comparison.MORE, right.program()), bits, false);
        }
    }

    private static boolean isOrdered(JsonNode left, JsonNode right) {
        boolean dates = Dates.day(left).isPresent() && Dates.day(right).isPresent();
        return dates || (left.isNumber() && right.isNumber());
    }
}

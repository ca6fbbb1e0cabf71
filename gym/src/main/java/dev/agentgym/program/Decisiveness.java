package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Adds to a condition what it takes for granted: "the argument is given", "the row exists", "the row has the
/// field".
///
/// A comparison with a value that is not there is unknown. Where accepted calls show that the tool then simply goes
/// on, the condition becomes false instead, and the guard decides more calls. An addition never changes an own
/// case.
final class Decisiveness {

    private static final int MOST_ADDED = 2;

    private final Table cases;
    private final BitSet own;
    private final BitSet accepted;

    Decisiveness(Table cases, BitSet own, BitSet accepted) {
        this.cases = cases;
        this.own = own;
        this.accepted = accepted;
    }

    /// The condition, decided in as many accepted cases as can be.
    Predicate of(GuardCondition candidate) {
        Predicate best = candidate.when();
        for (int added = 0; added < MOST_ADDED; added++) {
            best = better(best, candidate.parts());
        }
        return best;
    }

    private Predicate better(Predicate when, List<Program> parts) {
        Predicate best = when;
        Verdicts verdicts = cases.testRows(when);
        BitSet holds = Verdicts.and(verdicts.holds(), own);
        int decided = Verdicts.common(verdicts.fails(), accepted);
        if (decided == accepted.cardinality()) {
            return when;
        }
        for (Predicate variant : variants(when, parts)) {
            Verdicts now = cases.testRows(variant);
            int fails = Verdicts.common(now.fails(), accepted);
            boolean sameOwn = Verdicts.and(now.holds(), own).equals(holds)
                    && !Verdicts.minus(now.fails(), verdicts.fails()).intersects(own);
            if (fails > decided && sameOwn) {
                best = variant;
                decided = fails;
            }
        }
        return best;
    }

    private static List<Predicate> variants(Predicate when, List<Program> parts) {
        List<Predicate> variants = new ArrayList<>();
        if (when instanceof Predicate.Any(Program list, Predicate each)) {
            conditions(parts, true).forEach(given -> variants.add(new Predicate.Any(list, both(given, each))));
        }
        conditions(parts, false).forEach(given -> variants.add(both(given, when)));
        return variants;
    }

    private static Predicate both(Predicate given, Predicate when) {
        List<Predicate> tests = new ArrayList<>(List.of(given));
        tests.addAll(when instanceof Predicate.And(List<Predicate> others) ? others : List.of(when));
        return new Predicate.And(tests);
    }

    /// What the parts take for granted: of the elements of a list, or of the case.
    private static Set<Predicate> conditions(List<Program> parts, boolean ofElements) {
        Set<Predicate> conditions = new LinkedHashSet<>();
        for (Program part : parts) {
            if (isOfElement(part) == ofElements) {
                addConditions(part, conditions);
            }
        }
        return conditions;
    }

    private static boolean isOfElement(Program program) {
        return switch (program) {
            case Program.Path(List<String> steps) -> steps.getFirst().equals("each");
            case Program.Pick(Program container, Program key) -> isOfElement(container) || isOfElement(key);
            default -> false;
        };
    }

    private static void addConditions(Program part, Set<Predicate> conditions) {
        if (part instanceof Program.Path(List<String> steps)) {
            for (int length = 1; length <= steps.size(); length++) {
                addPathConditions(steps.subList(0, length), conditions);
            }
        } else if (part instanceof Program.Pick(Program container, Program key)) {
            addConditions(container, conditions);
            conditions.add(new Predicate.Contains(container, key));
        }
    }

    private static void addPathConditions(List<String> steps, Set<Predicate> conditions) {
        Program path = new Program.Path(steps);
        if (steps.size() > 1 && steps.getFirst().equals("args")) {
            conditions.add(new Predicate.Present(path));
        }
        conditions.add(new Predicate.Compare(
                path, Predicate.Comparison.UNEQUAL, new Program.Constant(NullNode.getInstance())));
        if (steps.size() > 1) {
            Program owner = new Program.Path(steps.subList(0, steps.size() - 1));
            conditions.add(new Predicate.Contains(owner, new Program.Constant(TextNode.valueOf(steps.getLast()))));
        }
    }
}

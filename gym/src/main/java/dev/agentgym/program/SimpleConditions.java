package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Conditions of one or two terms without numbers: no such row, a certain value, the same value, among others.
final class SimpleConditions {

    private static final Program NOTHING = new Program.Constant(NullNode.getInstance());
    private static final int MOST_TERMS = 50;
    private static final int MOST_PAIRS = 800;

    private final Columns columns;
    private final Table table;
    private final Pool pool;

    SimpleConditions(Columns columns, Pool pool) {
        this.columns = columns;
        this.table = columns.table();
        this.pool = pool;
    }

    void add() {
        nulls();
        memberships();
        comparisons()
                .forEach(compared -> pool.add(table, compared.when(), compared.bits(), compared.parts(), Form.VALUE));
    }

    /// A term that has a certain value or that of another term, or has not.
    ///
    /// @param own the term, which belongs to the row
    record Compared(GuardTerm own, Predicate when, double bits, List<Program> parts) {}

    List<Compared> comparisons() {
        List<Compared> comparisons = new ArrayList<>();
        constants(comparisons);
        samenesses(comparisons);
        return comparisons;
    }

    private void nulls() {
        List<GuardTerm> nullable = columns.own().stream()
                .filter(SimpleConditions::hasNull)
                .limit(MOST_TERMS)
                .toList();
        double bits = Math.log(nullable.size() + 1.0) / Math.log(2);
        for (GuardTerm term : nullable) {
            Predicate isNull = new Predicate.Compare(term.program(), Comparison.EQUAL, NOTHING);
            Predicate isThere = new Predicate.Compare(term.program(), Comparison.UNEQUAL, NOTHING);
            pool.add(table, isNull, bits + 1, term.parts(), Form.NO_ROW);
            pool.add(table, isThere, bits + 2, term.parts(), Form.VALUE);
        }
    }

    private static boolean hasNull(GuardTerm term) {
        for (int i = 0; i < term.rows(); i++) {
            if (term.value(i).isNull()) {
                return true;
            }
        }
        return false;
    }

    private void constants(List<Compared> comparisons) {
        for (GuardTerm term : columns.own()) {
            if (term.isScalar() && term.isEnumeration()) {
                double bits = term.bits() + Math.log(term.distinct().size() + 1.0) / Math.log(2) + 1;
                for (String text : term.distinct().keySet()) {
                    Program value = new Program.Constant(Json.parse(text));
                    comparisons.add(compared(term, Comparison.EQUAL, value, bits));
                    comparisons.add(compared(term, Comparison.UNEQUAL, value, bits + (isFlag(term) ? 1 : 0)));
                }
            }
        }
    }

    private static Compared compared(GuardTerm term, Comparison comparison, Program value, double bits) {
        return new Compared(term, new Predicate.Compare(term.program(), comparison, value), bits, term.parts());
    }

    private void memberships() {
        List<GuardTerm> containers = columns.all()
                .filter(term -> term.isList() || term.isObject())
                .limit(MOST_TERMS)
                .toList();
        for (GuardTerm container : containers) {
            for (GuardTerm value : partners(container)) {
                if (isEverIn(value, container)) {
                    Predicate contains = new Predicate.Contains(container.program(), value.program());
                    double bits = container.bits() + value.bits() + 1;
                    pool.addBoth(table, contains, bits, parts(container, value), Form.VALUE, Form.NOT_AMONG);
                }
            }
        }
    }

    /// Scalars to look for; one of the two has to be of the row itself.
    private List<GuardTerm> partners(GuardTerm container) {
        boolean own = columns.own().contains(container);
        return (own ? columns.all() : columns.own().stream())
                .filter(term -> term != container && term.isScalar() && !isFlag(term))
                .limit(MOST_TERMS)
                .toList();
    }

    private static boolean isFlag(GuardTerm term) {
        return term.distinct().containsKey("true") || term.distinct().containsKey("false");
    }

    private static boolean isEverIn(GuardTerm value, GuardTerm container) {
        for (int i = 0; i < value.rows(); i++) {
            if (isIn(value.value(i), container.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(JsonNode value, JsonNode container) {
        if (container.isObject()) {
            return !value.isMissingNode() && container.has(value.asText());
        }
        for (JsonNode element : container) {
            if (Values.equal(element, value)) {
                return true;
            }
        }
        return false;
    }

    private void samenesses(List<Compared> comparisons) {
        List<GuardTerm> scalars = columns.own().stream()
                .filter(term -> term.isScalar() && !isFlag(term))
                .limit(MOST_TERMS)
                .toList();
        int pairs = 0;
        for (int i = 0; i < scalars.size(); i++) {
            List<GuardTerm> others = new ArrayList<>(scalars.subList(i + 1, scalars.size()));
            columns.outer().stream().filter(GuardTerm::isScalar).forEach(others::add);
            for (GuardTerm other : others) {
                if (pairs < MOST_PAIRS && areEverSame(scalars.get(i), other)) {
                    pairs++;
                    same(scalars.get(i), other, comparisons);
                }
            }
        }
    }

    private static boolean areEverSame(GuardTerm a, GuardTerm b) {
        for (int i = 0; i < a.rows(); i++) {
            JsonNode value = a.value(i);
            if (value.isValueNode() && !value.isNull() && Values.equal(value, b.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static void same(GuardTerm a, GuardTerm b, List<Compared> comparisons) {
        double bits = a.bits() + b.bits() + 1;
        Stream.of(Comparison.EQUAL, Comparison.UNEQUAL)
                .forEach(comparison -> comparisons.add(new Compared(
                        a, new Predicate.Compare(a.program(), comparison, b.program()), bits, parts(a, b))));
    }

    private static List<Program> parts(GuardTerm a, GuardTerm b) {
        return Stream.concat(a.parts().stream(), b.parts().stream()).toList();
    }
}

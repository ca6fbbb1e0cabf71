package dev.agentgym.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Conditions that one element of a list fulfils two of: an active subscription of a certain kind, an order of this
/// product that is not yet sent. Two conditions on the list alone could be fulfilled by different elements.
final class ElementConjunctions {

    private static final int MOST_ASPECTS = 60;

    private final Columns columns;
    private final Pool pool;

    /// @param columns the elements of a list
    ElementConjunctions(Columns columns, Pool pool) {
        this.columns = columns;
        this.pool = pool;
    }

    /// One condition on an element.
    private record Aspect(GuardTerm own, Predicate when, Verdicts verdicts, double bits, List<Program> parts) {

        /// Of two denials the one or the other is true of almost every element.
        boolean goesWith(Aspect other) {
            return own != other.own && (isSame() || other.isSame());
        }

        private boolean isSame() {
            return when instanceof Predicate.Compare(Program left, Predicate.Comparison comparison, Program right)
                    && comparison == Predicate.Comparison.EQUAL;
        }
    }

    void add() {
        List<Aspect> aspects = aspects();
        for (int i = 0; i < aspects.size(); i++) {
            for (int j = i + 1; j < aspects.size(); j++) {
                if (aspects.get(i).goesWith(aspects.get(j))) {
                    add(aspects.get(i), aspects.get(j));
                }
            }
        }
    }

    private void add(Aspect a, Aspect b) {
        pool.add(
                columns.table(),
                new Predicate.And(List.of(a.when(), b.when())),
                a.verdicts().and(b.verdicts()),
                a.bits() + b.bits() + 1,
                Stream.concat(a.parts().stream(), b.parts().stream()).toList(),
                GuardCondition.Form.VALUE);
    }

    private List<Aspect> aspects() {
        List<Aspect> aspects = new ArrayList<>();
        for (SimpleConditions.Compared compared : new SimpleConditions(columns, pool).comparisons()) {
            Verdicts verdicts = columns.table().testRows(compared.when());
            if (!verdicts.holds().isEmpty() && !verdicts.fails().isEmpty()) {
                aspects.add(new Aspect(compared.own(), compared.when(), verdicts, compared.bits(), compared.parts()));
            }
        }
        aspects.sort(Comparator.comparingDouble(Aspect::bits));
        return aspects.subList(0, Math.min(MOST_ASPECTS, aspects.size()));
    }
}

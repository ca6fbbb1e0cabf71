package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.program.Predicate.Comparison;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Comparisons of two computed numbers, or of two dates.
///
/// The accepted cases come first in every table, so most pairs are done after a few rows: a pair that the accepted
/// cases order both ways is no guard.
final class NumberConditions {

    /// Numbers that differ by less than this share are the same: sums of decimals in binary.
    private static final double SAME = 1e-9;

    private final Table table;
    private final Pool pool;
    private final int acceptedRows;

    NumberConditions(Table table, Pool pool) {
        this.table = table;
        this.pool = pool;
        int rows = 0;
        while (rows < table.rows().size() && pool.accepted().get(table.owner(rows))) {
            rows++;
        }
        acceptedRows = rows;
    }

    /// Whether accepted cases know only one order of the two, and enough of the others know another.
    private boolean isPromising(Quantity a, Quantity b, double bits) {
        int more = 0;
        int less = 0;
        int tolerated = Evidence.tolerated(acceptedRows);
        for (int i = 0; i < acceptedRows; i++) {
            int sign = sign(a.numbers()[i], b.numbers()[i]);
            more += sign > 0 ? 1 : 0;
            less += sign < 0 ? 1 : 0;
            if (more > tolerated && less > tolerated) {
                return false;
            }
        }
        int other = 0;
        for (int i = acceptedRows; i < a.numbers().length; i++) {
            int sign = sign(a.numbers()[i], b.numbers()[i]);
            boolean known = (sign > 0 && more > tolerated) || (sign < 0 && less > tolerated) || isUnknown(a, b, i);
            other += !known && pool.wanted().get(table.owner(i)) ? 1 : 0;
        }
        return other > 0 && Evidence.most(other, pool.accepted().cardinality()) >= bits;
    }

    private static boolean isUnknown(Quantity a, Quantity b, int row) {
        return Double.isNaN(a.numbers()[row] - b.numbers()[row]);
    }

    private static int sign(double a, double b) {
        double difference = a - b;
        double scale = Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        return Math.abs(difference) <= SAME * scale ? 0 : (int) Math.signum(difference);
    }

    /// Tries all comparisons of two quantities.
    void add(Quantity a, Quantity b) {
        double bits = a.bits() + b.bits() + 1;
        if (isPromising(a, b, bits - Relevance.most(a.parts().size() + b.parts().size()))) {
            Signs signs = signs(a, b);
            boolean equal = isMostly(signs.same(), signs);
            keep(a, Comparison.UNEQUAL, b, signs, bits + (equal ? 0 : 2));
            keep(a, Comparison.LESS, b, signs, bits + (equal ? 2 : 0.5));
            keep(a, Comparison.MORE, b, signs, bits + (equal ? 2 : 0.5));
            keep(a, Comparison.AT_MOST, b, signs, bits + 1.5);
            keep(a, Comparison.AT_LEAST, b, signs, bits + 1.5);
        }
    }

    /// Takes up a comparison that accepted cases know both ways: no guard by itself, but maybe half of one.
    void addHalf(Quantity a, Quantity b) {
        Signs signs = signs(a, b);
        double bits = a.bits() + b.bits() + 1;
        keep(a, Comparison.LESS, b, signs, bits);
        keep(a, Comparison.MORE, b, signs, bits);
    }

    private boolean isMostly(BitSet rows, Signs signs) {
        int accepted = rows.get(0, acceptedRows).cardinality();
        int others = signs.less().get(0, acceptedRows).cardinality()
                + signs.more().get(0, acceptedRows).cardinality()
                + signs.same().get(0, acceptedRows).cardinality();
        return others - accepted <= Evidence.tolerated(others);
    }

    private record Signs(BitSet less, BitSet same, BitSet more) {
        Verdicts verdicts(Comparison comparison) {
            return switch (comparison) {
                case EQUAL -> new Verdicts(same, Verdicts.or(less, more));
                case UNEQUAL -> new Verdicts(Verdicts.or(less, more), same);
                case LESS -> new Verdicts(less, Verdicts.or(same, more));
                case AT_MOST -> new Verdicts(Verdicts.or(less, same), more);
                case MORE -> new Verdicts(more, Verdicts.or(less, same));
                case AT_LEAST -> new Verdicts(Verdicts.or(same, more), less);
            };
        }
    }

    private static Signs signs(Quantity a, Quantity b) {
        Signs signs = new Signs(new BitSet(), new BitSet(), new BitSet());
        for (int i = 0; i < a.numbers().length; i++) {
            double difference = a.numbers()[i] - b.numbers()[i];
            if (!Double.isNaN(difference)) {
                int sign = sign(a.numbers()[i], b.numbers()[i]);
                (sign < 0 ? signs.less() : sign > 0 ? signs.more() : signs.same()).set(i);
            }
        }
        return signs;
    }

    private void keep(Quantity a, Comparison comparison, Quantity b, Signs signs, double bits) {
        Predicate predicate = new Predicate.Compare(a.program(), comparison, b.program());
        List<Program> parts =
                Stream.concat(a.parts().stream(), b.parts().stream()).toList();
        pool.add(table, predicate, signs.verdicts(comparison), bits, parts, Form.BEYOND);
    }

    /// The numbers among terms.
    static List<Quantity> numbers(Stream<GuardTerm> terms) {
        return terms.filter(GuardTerm::isNumeric).map(Quantity::of).toList();
    }

    /// The dates among terms, as their places in the order of all these dates.
    static List<Quantity> dates(Stream<GuardTerm> terms) {
        List<GuardTerm> dates = terms.filter(GuardTerm::isDate).toList();
        List<String> order = dates.stream()
                .flatMap(term -> IntStream.range(0, term.rows()).mapToObj(term::value))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .distinct()
                .sorted()
                .toList();
        return dates.stream().map(term -> places(term, order)).toList();
    }

    private static Quantity places(GuardTerm term, List<String> order) {
        double[] places = new double[term.rows()];
        for (int i = 0; i < places.length; i++) {
            JsonNode value = term.value(i);
            places[i] = value.isTextual() ? Collections.binarySearch(order, value.textValue()) : Double.NaN;
        }
        return new Quantity(term.program(), places, term.bits(), term.parts());
    }
}

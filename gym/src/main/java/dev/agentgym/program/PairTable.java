package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// All pairs of leaves combined by one operator, in the order of their value in one example (the anchor), so that
/// the few that could complete a longer term are found by binary search: the meeting place in the middle.
final class PairTable {

    /// Beyond this many within an interval the anchor says nothing.
    private static final int MOST_HITS = 400;

    /// A pair and its value at the anchor.
    record Pair(Term.Combined term, double anchor) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final int anchor;

    PairTable(List<NumberLeaf> leaves, int anchor) {
        this.anchor = anchor;
        for (int i = 0; i < leaves.size(); i++) {
            for (int j = i + 1; j < leaves.size(); j++) {
                addBoth(leaves.get(i), leaves.get(j));
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::anchor));
    }

    List<Pair> pairs() {
        return pairs;
    }

    private void addBoth(NumberLeaf left, NumberLeaf right) {
        if (left.isConstant() && right.isConstant()) {
            return;
        }
        for (Operator operator : Operator.values()) {
            add(operator, left, right);
        }
        add(Operator.MINUS, right, left);
        add(Operator.DIVIDED, right, left);
    }

    private void add(Operator operator, NumberLeaf left, NumberLeaf right) {
        double value = Term.apply(operator, left.at(anchor), right.at(anchor));
        if (!Double.isNaN(value) && !isIdle(operator, left, right)) {
            pairs.add(new Pair(new Term.Combined(operator, left, right), value));
        }
    }

    /// Adding zero, or multiplying with one or zero, makes nothing new.
    private static boolean isIdle(Operator operator, NumberLeaf left, NumberLeaf right) {
        return switch (operator) {
            case PLUS -> is(right, 0) || is(left, 0);
            case MINUS -> is(right, 0);
            case TIMES -> is(right, 0) || is(left, 0) || is(right, 1) || is(left, 1);
            case DIVIDED -> is(right, 1) || is(left, 0);
            case MIN, MAX -> false;
        };
    }

    private static boolean is(NumberLeaf leaf, double constant) {
        return leaf.isConstant() && leaf.at(0) == constant;
    }

    /// The pairs whose value at the anchor lies in the interval.
    void within(double low, double high, Consumer<Term> found) {
        int from = first(low);
        int to = Math.min(pairs.size(), from + MOST_HITS);
        for (int i = from; i < to && pairs.get(i).anchor() <= high; i++) {
            found.accept(pairs.get(i).term());
        }
    }

    private int first(double low) {
        int from = 0;
        int to = pairs.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (pairs.get(middle).anchor() < low) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}

package dev.agentgym.program;

import dev.agentgym.program.Program.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/// Solves for constants: what a term must be multiplied with, divided by or added to so that the goal is met, and
/// the two constants of a straight line through a leaf.
final class ConstantSearch {

    private static final int MOST_DECIMALS = 4;
    private static final double LARGEST = 1e9;

    private final Goal goal;
    private final int anchor;
    private final Consumer<Term> consider;

    ConstantSearch(Goal goal, int anchor, Consumer<Term> consider) {
        this.goal = goal;
        this.anchor = anchor;
        this.consider = consider;
    }

    /// One constant, or the two of a straight line.
    void besideLeaf(NumberLeaf leaf) {
        beside(leaf, leaf.at(anchor));
        line(leaf);
    }

    /// So much of a leaf, added to another: a rate on what is bought now, and what was due before.
    void rate(NumberLeaf leaf, NumberLeaf due) {
        double rate = (goal.middle(anchor) - due.at(anchor)) / leaf.at(anchor);
        for (int decimals : decimals(rate)) {
            double rounded = rounded(rate, decimals);
            if (rounded != 1 && hits(i -> due.at(i) + rounded * leaf.at(i))) {
                Term share = new Term.Combined(Operator.TIMES, leaf, constant(Math.abs(rounded), decimals));
                consider.accept(new Term.Combined(rounded < 0 ? Operator.MINUS : Operator.PLUS, due, share));
            }
        }
    }

    /// One constant beside a term, whose value at the anchor is given.
    void beside(Term term, double value) {
        double target = goal.middle(anchor);
        if (Double.isNaN(value) || value == 0 || target == 0) {
            return;
        }
        with(Operator.PLUS, term, target - value);
        with(Operator.TIMES, term, target / value);
        with(Operator.MINUS, target + value, term);
        with(Operator.DIVIDED, target * value, term);
        with(Operator.DIVIDED, term, value / target);
    }

    private void with(Operator operator, Term term, double constant) {
        boolean minus = operator == Operator.PLUS && constant < 0;
        Operator used = minus ? Operator.MINUS : operator;
        for (int decimals : decimals(constant)) {
            double rounded = rounded(minus ? -constant : constant, decimals);
            if (hits(i -> Term.apply(used, term.at(i), rounded))) {
                consider.accept(new Term.Combined(used, term, constant(rounded, decimals)));
            }
        }
    }

    private void with(Operator operator, double constant, Term term) {
        for (int decimals : decimals(constant)) {
            double rounded = rounded(constant, decimals);
            if (hits(i -> Term.apply(operator, rounded, term.at(i)))) {
                consider.accept(new Term.Combined(operator, constant(rounded, decimals), term));
            }
        }
    }

    private boolean hits(IntToDoubleFunction values) {
        for (int i = 0; i < goal.size(); i++) {
            double value = values.applyAsDouble(i);
            if (!Double.isNaN(value) && !goal.allows(i, value)) {
                return false;
            }
        }
        return true;
    }

    private static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.rint(value * scale) / scale;
    }

    /// To how many decimals it is worth to round: none if it is not a short number.
    private List<Integer> decimals(double constant) {
        if (!(Math.abs(constant) < LARGEST) || constant == 0) {
            return List.of();
        }
        return goal.rounds() ? List.of(2, 0, MOST_DECIMALS) : isShort(constant) ? List.of(MOST_DECIMALS) : List.of();
    }

    private static boolean isShort(double constant) {
        double scaled = constant * 10_000;
        return Math.abs(scaled - Math.rint(scaled)) < 1e-4;
    }

    private NumberLeaf constant(double value, int decimals) {
        BigDecimal number = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return NumberLeaf.constant(new Program.Constant(Numbers.node(number)), goal.size());
    }

    /// The line through the anchor and the example whose leaf differs most.
    private void line(NumberLeaf leaf) {
        int other = farthest(leaf);
        double distance = leaf.at(other) - leaf.at(anchor);
        if (Double.isNaN(distance) || distance == 0) {
            return;
        }
        double slope = (goal.middle(other) - goal.middle(anchor)) / distance;
        for (int decimals : decimals(slope)) {
            NumberLeaf factor = constant(slope, decimals);
            Term product = new Term.Combined(Operator.TIMES, leaf, factor);
            with(Operator.PLUS, product, goal.middle(anchor) - product.at(anchor));
        }
    }

    private int farthest(NumberLeaf leaf) {
        int farthest = anchor;
        for (int i = 0; i < goal.size(); i++) {
            double distance = Math.abs(leaf.at(i) - leaf.at(anchor));
            if (goal.isExact(i) && distance > Math.abs(leaf.at(farthest) - leaf.at(anchor))) {
                farthest = i;
            }
        }
        return farthest;
    }
}

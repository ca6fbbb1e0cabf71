package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Program.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// What the numbers of a term must be for a program made from it to hit the targets: one interval for each example.
///
/// Rounding and caps are solved backwards: a term whose rounded value is 2.35 lies between 2.345 and 2.355, one
/// whose value capped at 150 is 150 lies anywhere above.
///
/// @param low the lower ends
/// @param high the upper ends
/// @param finish makes the program from the term's program
/// @param bits what `finish` adds to the description length
/// @param rounds whether `finish` rounds, which only makes sense after a product or a quotient
record Goal(NumberLeaf.Reals low, NumberLeaf.Reals high, UnaryOperator<Program> finish, int bits, boolean rounds) {

    private static final double ERROR = 1e-9;

    int size() {
        return low.size();
    }

    boolean isCapped() {
        return bits > 0 && !rounds;
    }

    boolean allows(int example, double value) {
        return value >= low.at(example) && value <= high.at(example);
    }

    boolean isExact(int example) {
        return high.at(example) - low.at(example) <= 1.1;
    }

    /// Whether a term hits all examples in which it is known, and these are at least half.
    boolean allows(Term term) {
        int open = 0;
        for (int i = 0; i < size(); i++) {
            double value = term.at(i);
            open += Double.isNaN(value) ? 1 : 0;
            if (!Double.isNaN(value) && !allows(i, value)) {
                return false;
            }
        }
        return 2 * open <= size();
    }

    /// Ways to reach the targets, the simple ones first.
    static List<Goal> of(Problem problem) {
        List<Goal> goals = new ArrayList<>(List.of(exact(problem)));
        goals.addAll(caps(problem));
        goals.addAll(roundings(problem));
        return goals;
    }

    /// Those that leave every target exact or rounded.
    static List<Goal> uncapped(Problem problem) {
        List<Goal> goals = new ArrayList<>(List.of(exact(problem)));
        goals.addAll(roundings(problem));
        return goals;
    }

    private static List<Goal> roundings(Problem problem) {
        int most = problem.targets().stream().mapToInt(Goal::decimals).max().orElse(0);
        return most > 2 ? List.of() : List.of(rounded(problem, most == 0 ? 0 : 2));
    }

    private static Goal exact(Problem problem) {
        return new Goal(
                reals(problem, target -> target - error(target)),
                reals(problem, target -> target + error(target)),
                program -> program,
                0,
                false);
    }

    private static Goal rounded(Problem problem, int decimals) {
        double half = decimals == 0 ? 0.5 : 0.005;
        return new Goal(
                reals(problem, target -> target - half - error(target)),
                reals(problem, target -> target + half + error(target)),
                program -> new Program.Rounded(program, decimals),
                2,
                true);
    }

    /// The largest target, met more than once, may be a cap; the smallest one a floor.
    private static List<Goal> caps(Problem problem) {
        List<Goal> goals = new ArrayList<>();
        List<JsonNode> ordered = problem.targets().stream()
                .sorted((a, b) -> Numbers.decimal(a).compareTo(Numbers.decimal(b)))
                .toList();
        int last = ordered.size() - 1;
        if (last > 2 && Numbers.same(ordered.get(last), ordered.get(last - 1))) {
            goals.add(cap(problem, ordered.get(last), Operator.MIN));
        }
        if (last > 2 && Numbers.same(ordered.get(0), ordered.get(1))) {
            goals.add(cap(problem, ordered.get(0), Operator.MAX));
        }
        return goals;
    }

    private static Goal cap(Problem problem, JsonNode limit, Operator operator) {
        double end = limit.doubleValue();
        boolean above = operator == Operator.MIN;
        Program.Constant constant = new Program.Constant(limit);
        return new Goal(
                reals(problem, t -> t == end && !above ? Double.NEGATIVE_INFINITY : t - error(t)),
                reals(problem, t -> t == end && above ? Double.POSITIVE_INFINITY : t + error(t)),
                program -> new Program.Arithmetic(operator, program, constant),
                Bits.OPERATOR + Bits.of(limit),
                false);
    }

    private static NumberLeaf.Reals reals(Problem problem, ToDoubleFunction<Double> end) {
        return new NumberLeaf.Reals(
                problem.targets().stream().mapToDouble(target -> end.applyAsDouble(target.doubleValue())));
    }

    private static double error(double target) {
        return ERROR * Math.max(1, Math.abs(target));
    }

    private static int decimals(JsonNode number) {
        return Math.max(0, Numbers.decimal(number).stripTrailingZeros().scale());
    }
}

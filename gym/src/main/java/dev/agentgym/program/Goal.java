package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Program.Operator;
import java.math.RoundingMode;
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

    /// What rounds up to a number lies above the one before, not at it.
    private static final double OPEN = 1e-6;

    private static final int ROUNDING = 2;

    /// With less, one of many ways to round fits by chance.
    private static final int FEWEST_FOR_MODES = 15;

    private static final List<RoundingMode> MODES =
            List.of(RoundingMode.HALF_UP, RoundingMode.CEILING, RoundingMode.FLOOR);

    int size() {
        return low.size();
    }

    boolean isCapped() {
        return bits > Bits.OPERATOR;
    }

    boolean allows(int example, double value) {
        return value >= low.at(example) && value <= high.at(example);
    }

    /// The number in the middle of what an example allows.
    double middle(int example) {
        return (low.at(example) + high.at(example)) / 2;
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
        goals.addAll(caps(problem, 0, 0, program -> program, 0));
        goals.addAll(roundings(problem));
        if (problem.size() >= FEWEST_FOR_MODES) {
            modes(problem).forEach(mode -> cappedAndRounded(problem, mode, goals));
        }
        return goals;
    }

    /// Those that leave every target exact or rounded.
    static List<Goal> uncapped(Problem problem) {
        List<Goal> goals = new ArrayList<>(List.of(exact(problem)));
        goals.addAll(roundings(problem));
        return goals;
    }

    private static List<Goal> roundings(Problem problem) {
        return decimals(problem) > 2
                ? List.of()
                : modes(problem).stream().map(mode -> rounded(problem, mode)).toList();
    }

    /// Whole numbers may be rounded up or down, such as begun months; money is rounded half up.
    private static List<RoundingMode> modes(Problem problem) {
        return decimals(problem) == 0 && problem.size() >= FEWEST_FOR_MODES ? MODES : MODES.subList(0, 1);
    }

    /// Decimals of the targets' rounding: none, or those of a currency.
    private static int decimals(Problem problem) {
        int most = problem.targets().stream().mapToInt(Goal::decimals).max().orElse(0);
        return most == 1 ? 2 : most;
    }

    private static Goal exact(Problem problem) {
        return new Goal(
                reals(problem, target -> target - error(target)),
                reals(problem, target -> target + error(target)),
                program -> program,
                0,
                false);
    }

    private static Goal rounded(Problem problem, RoundingMode mode) {
        int decimals = decimals(problem);
        return new Goal(
                reals(problem, target -> target - below(mode, decimals) - error(target)),
                reals(problem, target -> target + above(mode, decimals) + error(target)),
                program -> new Program.Rounded(program, decimals, mode),
                roundingBits(mode),
                true);
    }

    private static int roundingBits(RoundingMode mode) {
        return mode == RoundingMode.HALF_UP ? ROUNDING : ROUNDING + 1;
    }

    /// How far below a target a number may lie that is rounded to it.
    private static double below(RoundingMode mode, int decimals) {
        return switch (mode) {
            case CEILING -> Math.pow(10, -decimals) - OPEN;
            case FLOOR -> 0;
            default -> Math.pow(10, -decimals) / 2;
        };
    }

    private static double above(RoundingMode mode, int decimals) {
        return below(
                mode == RoundingMode.CEILING
                        ? RoundingMode.FLOOR
                        : mode == RoundingMode.FLOOR ? RoundingMode.CEILING : mode,
                decimals);
    }

    private static void cappedAndRounded(Problem problem, RoundingMode mode, List<Goal> goals) {
        int decimals = decimals(problem);
        if (decimals <= 2) {
            goals.addAll(caps(
                    problem,
                    below(mode, decimals),
                    above(mode, decimals),
                    program -> new Program.Rounded(program, decimals, mode),
                    roundingBits(mode)));
        }
    }

    /// The largest target, met more than once, may be a cap; the smallest one a floor.
    ///
    /// @param below how far a number may lie below its target, as it is rounded first
    /// @param rounding rounds a program
    private static List<Goal> caps(
            Problem problem, double below, double above, UnaryOperator<Program> rounding, int bits) {
        List<Goal> goals = new ArrayList<>();
        List<JsonNode> ordered = problem.targets().stream()
                .sorted((a, b) -> Numbers.decimal(a).compareTo(Numbers.decimal(b)))
                .toList();
        int last = ordered.size() - 1;
        if (last > 2 && Numbers.same(ordered.get(last), ordered.get(last - 1))) {
            goals.add(cap(problem, ordered.get(last), Operator.MIN, below, above, rounding, bits));
        }
        if (last > 2 && Numbers.same(ordered.get(0), ordered.get(1))) {
            goals.add(cap(problem, ordered.get(0), Operator.MAX, below, above, rounding, bits));
        }
        return goals;
    }

    private static Goal cap(
            Problem problem,
            JsonNode limit,
            Operator operator,
            double below,
            double above,
            UnaryOperator<Program> rounding,
            int bits) {
        double end = limit.doubleValue();
        boolean isMost = operator == Operator.MIN;
        Program.Constant constant = new Program.Constant(limit);
        return new Goal(
                reals(problem, t -> t == end && !isMost ? Double.NEGATIVE_INFINITY : t - below - error(t)),
                reals(problem, t -> t == end && isMost ? Double.POSITIVE_INFINITY : t + above + error(t)),
                program -> new Program.Arithmetic(operator, rounding.apply(program), constant),
                Bits.OPERATOR + Bits.of(limit) + bits,
                bits > 0);
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

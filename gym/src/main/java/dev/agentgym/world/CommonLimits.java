package dev.agentgym.world;

import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells limits that an argument has wherever it stands from those that one tool sets: an amount is above zero, a day
/// is not past, a text has so many letters; but how much may be paid at once is each tool's own.
final class CommonLimits {

    private CommonLimits() {}

    /// Whether a guard is such a limit of one argument, and speaks of nothing else.
    static boolean isOne(Guard guard) {
        Set<Program.Path> paths = guard.paths().filter(path -> !isNow(path)).collect(Collectors.toSet());
        return paths.size() == 1
                && paths.stream().allMatch(Binder::isArgument)
                && isLimit(guard.when())
                && guard.isUnderstood();
    }

    private static boolean isLimit(Predicate when) {
        return switch (when) {
            case Predicate.And(List<Predicate> tests) ->
                tests.stream().anyMatch(CommonLimits::isLimit)
                        && tests.stream().allMatch(test -> test instanceof Predicate.Present || isLimit(test));
            case Predicate.Not(Predicate test) -> isLimit(test);
            case Predicate.Matches matches -> matches.isOfLength();
            case Predicate.Compare(Program left, var comparison, Program right) ->
                isOrder(comparison) && (isNaught(left) || isNaught(right) || isNow(left) || isNow(right));
            case Predicate.Present _, Predicate.Contains _, Predicate.Any _ -> false;
        };
    }

    private static boolean isOrder(Predicate.Comparison comparison) {
        return comparison != Predicate.Comparison.EQUAL && comparison != Predicate.Comparison.UNEQUAL;
    }

    private static boolean isNaught(Program value) {
        return value instanceof Program.Constant constant
                && constant.value().isNumber()
                && constant.value().decimalValue().signum() == 0;
    }

    private static boolean isNow(Program value) {
        return switch (value) {
            case Program.Path(List<String> steps) -> steps.equals(List.of(Binder.NOW));
            case Program.Written(Program written, var _) -> isNow(written);
            default -> false;
        };
    }
}

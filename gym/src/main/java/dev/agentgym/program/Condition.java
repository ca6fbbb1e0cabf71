package dev.agentgym.program;

import dev.agentgym.program.Predicate.Verdict;
import java.util.List;

/// A predicate with its verdicts in the scopes of a scene and its description length in bits.
///
/// @param isStrong whether it compares two values of the scene, so that it cannot be true by accident of a constant
record Condition(Predicate predicate, List<Verdict> verdicts, int bits, boolean isStrong) {

    /// The conditions in some of the scopes, as far as they tell these apart.
    static List<Condition> at(List<Condition> conditions, List<Integer> scopes) {
        return conditions.stream()
                .map(all -> new Condition(
                        all.predicate, scopes.stream().map(all.verdicts::get).toList(), all.bits, all.isStrong))
                .filter(some -> some.verdicts.contains(Verdict.TRUE) && some.verdicts.contains(Verdict.FALSE))
                .toList();
    }

    Condition negated() {
        Predicate opposite =
                predicate instanceof Predicate.Compare(Program left, Predicate.Comparison comparison, Program right)
                        ? new Predicate.Compare(left, opposite(comparison), right)
                        : new Predicate.Not(predicate);
        return new Condition(opposite, verdicts.stream().map(Verdict::negated).toList(), bits + 1, isStrong);
    }

    private static Predicate.Comparison opposite(Predicate.Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> Predicate.Comparison.UNEQUAL;
            case UNEQUAL -> Predicate.Comparison.EQUAL;
            case LESS -> Predicate.Comparison.AT_LEAST;
            case AT_LEAST -> Predicate.Comparison.LESS;
            case MORE -> Predicate.Comparison.AT_MOST;
            case AT_MOST -> Predicate.Comparison.MORE;
        };
    }

    /// Whether it is that a value is a certain one.
    boolean isOfState() {
        return predicate instanceof Predicate.Compare(Program _, Predicate.Comparison comparison, Program.Constant _)
                && comparison == Predicate.Comparison.EQUAL;
    }

    boolean isTrue(int example) {
        return verdicts.get(example) == Verdict.TRUE;
    }

    boolean isFalse(int example) {
        return verdicts.get(example) == Verdict.FALSE;
    }

    int trues() {
        return (int)
                verdicts.stream().filter(verdict -> verdict == Verdict.TRUE).count();
    }
}

package dev.agentgym.program;

import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.program.Predicate.Verdict;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds to a condition on rows what tells refused calls from accepted ones that have such a row too.
final class RowGuardNarrowing {

    private static final double LEAST_GAIN = 3;
    private static final double BITS = 6;

    private final NamedRows named;
    private final List<Case> accepted;
    private final List<RowAspect> aspects;
    private final List<Predicate> ofCalls;

    /// @param paths what is known of the calls
    /// @param aspects what the named rows have in common
    RowGuardNarrowing(NamedRows named, List<Case> accepted, List<Program.Path> paths, List<RowAspect> aspects) {
        this.named = named;
        this.accepted = accepted;
        this.aspects = aspects;
        this.ofCalls = ofCalls(paths);
    }

    private record Narrower(RowCondition condition, int wrong) {}

    /// The condition with at most so many more, so that no more accepted calls fulfil it than are tolerated.
    Optional<RowCondition> narrowed(List<RowAspect> reason, int most, int tolerated) {
        RowCondition condition = new RowCondition(
                named.kind(), reason.stream().map(RowAspect::when).toList(), List.of());
        Narrower best = new Narrower(condition, wrong(condition));
        for (int i = 0; i < most && best.wrong() > tolerated; i++) {
            int before = best.wrong();
            Optional<Narrower> next = candidates(best.condition())
                    .map(each -> new Narrower(each, wrong(each)))
                    .filter(each -> isWorthIt(before, each.wrong()))
                    .min(Comparator.comparingInt(Narrower::wrong));
            if (next.isEmpty()) {
                break;
            }
            best = next.get();
        }
        return best.wrong() <= tolerated ? Optional.of(best.condition()) : Optional.empty();
    }

    private boolean isWorthIt(int before, int after) {
        return new Evidence(named.size(), 0, before - after, 0)
                .gain(BITS)
                .filter(gain -> gain >= LEAST_GAIN)
                .isPresent();
    }

    private int wrong(RowCondition condition) {
        Predicate when = condition.when();
        return (int) accepted.stream()
                .filter(call -> when.test(call.scope()) == Verdict.TRUE)
                .count();
    }

    private Stream<RowCondition> candidates(RowCondition condition) {
        return Stream.concat(
                aspects.stream()
                        .map(RowAspect::when)
                        .filter(when -> !condition.row().contains(when))
                        .map(condition::withRow),
                ofCalls.stream().map(condition::withCall));
    }

    /// What holds for all refused calls, and not for all accepted ones.
    private List<Predicate> ofCalls(List<Program.Path> paths) {
        Table calls = Table.ofCases(Stream.concat(accepted.stream().map(Case::scope), named.scopes().stream())
                .toList());
        List<Predicate> found = new ArrayList<>();
        for (Program.Path path : paths) {
            GuardTerm term = Columns.term(calls, path, 0, List.of(path));
            if (term.isScalar() && !term.isNumeric() && term.isEnumeration()) {
                term.distinct().keySet().stream()
                        .map(Json::parse)
                        .flatMap(value -> Stream.of(Comparison.EQUAL, Comparison.UNEQUAL)
                                .<Predicate>map(comparison ->
                                        new Predicate.Compare(path, comparison, new Program.Constant(value))))
                        .filter(this::holdsForAll)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private boolean holdsForAll(Predicate when) {
        return named.scopes().stream().allMatch(scope -> when.test(scope) == Verdict.TRUE);
    }
}

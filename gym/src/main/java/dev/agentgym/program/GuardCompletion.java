package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Predicate.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Completes the guards of a tool where they do not explain most refusals of a kind: by the rows that the refusals
/// name and the calls do not, and by more that is known of the calls. Immutable.
public final class GuardCompletion {

    private final List<String> names;
    private final List<RowKind> kinds;
    private final List<Case> cases;
    private final List<Case> accepted;

    /// @param names what else conditions may speak of, likely reasons first
    /// @param kinds the kinds of rows
    /// @param cases logged calls of the tool
    public GuardCompletion(Collection<String> names, List<RowKind> kinds, List<Case> cases) {
        this.names = List.copyOf(names);
        this.kinds = List.copyOf(kinds);
        this.cases = List.copyOf(cases);
        this.accepted = cases.stream().filter(call -> call.refusal().isEmpty()).toList();
    }

    /// The guards, with more for refusals that name rows.
    public Guards withRows(Guards guards) {
        Guards completed = guards;
        for (RefusalClass refusals : kinds.isEmpty() ? List.<RefusalClass>of() : open(guards)) {
            Optional<Guard> guard = guard(refusals);
            completed = guard.isPresent() ? with(guard.get(), refusals, completed) : completed;
        }
        return completed;
    }

    /// The guards, with more that speak of anything that is known of the calls.
    public Guards withAll(Guards guards) {
        List<RefusalClass> open = open(guards);
        if (open.isEmpty()) {
            return guards;
        }
        List<Case> some = Stream.concat(
                        accepted.stream(),
                        open.stream()
                                .flatMap(refusals -> refusals.members().stream().map(cases::get)))
                .toList();
        Guards completed = guards;
        for (Guard guard : new GuardSearch(names).learn(some).inOrder()) {
            Optional<RefusalClass> refusals = open.stream()
                    .filter(each -> guard.isUnderstood() && isFor(guard, new HashSet<>(each.members())))
                    .findFirst();
            completed = refusals.isPresent() ? with(guard, refusals.get(), completed) : completed;
        }
        return completed;
    }

    private List<RefusalClass> open(Guards guards) {
        return RefusalClasses.of(cases, names).stream()
                .filter(refusals -> !isExplained(refusals, guards))
                .toList();
    }

    private boolean isExplained(RefusalClass refusals, Guards guards) {
        long right = refusals.members().stream()
                .filter(i -> decider(i, guards.inOrder()) >= 0)
                .count();
        return right * 2 >= refusals.size();
    }

    private Optional<Guard> guard(RefusalClass refusals) {
        List<Case> members = refusals.members().stream().map(cases::get).toList();
        return kinds.stream()
                .flatMap(kind -> RowGuardSearch.find(kind, members, accepted, names, refusals.words()).stream())
                .findFirst();
    }

    /// Guards for the same refusals are no longer needed if they do not know their words, or hold for none besides.
    private Guards with(Guard guard, RefusalClass refusals, Guards known) {
        Set<Integer> own = new HashSet<>(refusals.members());
        List<Guard> kept = new ArrayList<>(known.inOrder().stream()
                .filter(other -> !isFor(other, own) || !(isMute(other) || isPart(other, guard, own)))
                .toList());
        kept.add(place(guard, own, kept), guard);
        List<Unexplained> rest = known.unexplained().stream()
                .map(open -> new Unexplained(
                        open.words(),
                        open.cases().stream().filter(i -> !holds(guard, i)).toList()))
                .filter(open -> !open.cases().isEmpty())
                .toList();
        return new Guards(kept, rest);
    }

    private static boolean isMute(Guard guard) {
        return guard.says().equals(Saying.UNKNOWN);
    }

    private boolean isPart(Guard part, Guard whole, Set<Integer> own) {
        return own.stream().allMatch(i -> !holds(part, i) || holds(whole, i));
    }

    /// Whether most refused calls for which it holds are of these.
    private boolean isFor(Guard guard, Set<Integer> own) {
        int mine = 0;
        int others = 0;
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).refusal().isPresent() && holds(guard, i)) {
                mine += own.contains(i) ? 1 : 0;
                others += own.contains(i) ? 0 : 1;
            }
        }
        return mine > others;
    }

    private boolean holds(Guard guard, int index) {
        return guard.when().test(cases.get(index).scope()) == Verdict.TRUE;
    }

    /// Behind all guards that refuse a call in the right words for which this one holds too, and then before the
    /// first one that takes its own refusals away or that fewer refusals show.
    private int place(Guard guard, Set<Integer> own, List<Guard> known) {
        int place = 0;
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).refusal().isPresent() && !own.contains(i) && holds(guard, i)) {
                place = Math.max(place, decider(i, known) + 1);
            }
        }
        while (place < known.size() && !isLater(known.get(place), guard, own)) {
            place++;
        }
        return place;
    }

    /// The position of the guard that refuses a call in the right words; negative where there is none.
    private int decider(int index, List<Guard> known) {
        for (int i = 0; i < known.size(); i++) {
            if (holds(known.get(i), index)) {
                JsonNode said = known.get(i).says().eval(cases.get(index).scope());
                return cases.get(index).refusal().filter(said::equals).isPresent() ? i : -1;
            }
        }
        return -1;
    }

    private boolean isLater(Guard other, Guard guard, Set<Integer> own) {
        return own.stream().anyMatch(i -> holds(guard, i) && holds(other, i))
                || (other.support() < guard.support() && speaksOfRows(other));
    }

    private static boolean speaksOfRows(Guard guard) {
        return guard.when().paths().anyMatch(path -> path.steps().size() > 1 && !Parts.isArgument(path));
    }
}

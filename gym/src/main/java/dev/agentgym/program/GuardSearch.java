package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Learns from logged calls when a tool refuses and with which words. Immutable and safe to share.
///
/// Refusals are sorted by their words; for each kind the shortest condition is sought that holds for its calls and
/// fails for accepted ones and for those that a later check refused. A condition is kept only if it is shorter than
/// the list of calls it explains (minimum description length), so that chance is not taken for a rule.
public final class GuardSearch {

    private final List<List<String>> circles;
    private final Companions companions;

    /// A search for conditions on these names of the scopes.
    public GuardSearch(Collection<String> names) {
        this(List.of(List.copyOf(new TreeSet<>(names))), Companions.NONE);
    }

    private GuardSearch(List<List<String>> circles, Companions companions) {
        this.circles = circles;
        this.companions = companions;
    }

    /// A search for conditions on the names of the first circle, then, for refusals that these do not explain, on
    /// those of wider circles: most checks are of what a call names, and the more there is to look at, the more
    /// holds by chance.
    ///
    /// @param circles names, each list with those of the lists before it
    public static GuardSearch widening(List<List<String>> circles) {
        return new GuardSearch(
                circles.stream().map(names -> List.copyOf(new TreeSet<>(names))).toList(), Companions.NONE);
    }

    /// The same, which also knows what goes together.
    public GuardSearch knowing(Companions together) {
        return new GuardSearch(circles, together);
    }

    /// The guards that explain the refusals among the cases. The same cases give the same guards. Never throws.
    ///
    /// A condition that is no reason for what the refusal says may hold by chance: it is only believed where no
    /// wider circle tells more.
    public Guards learn(List<Case> cases) {
        List<Guard> found = new ArrayList<>();
        List<Integer> left = IntStream.range(0, cases.size()).boxed().toList();
        List<Unexplained> unexplained = List.of();
        for (List<String> names : circles) {
            List<Integer> here = left;
            Guards guards = learn(here.stream().map(cases::get).toList(), names);
            boolean last = names.equals(circles.getLast());
            List<Guard> kept = guards.inOrder().stream()
                    .filter(guard -> last || guard.isUnderstood())
                    .toList();
            found.addAll(kept);
            unexplained = guards.unexplained().stream()
                    .map(kind -> new Unexplained(
                            kind.words(), kind.cases().stream().map(here::get).toList()))
                    .toList();
            left = withoutExplained(here, cases, kept, unexplained);
            if (left.stream().allMatch(i -> cases.get(i).refusal().isEmpty())) {
                break;
            }
        }
        return new Guards(found, unexplained);
    }

    private static List<Integer> withoutExplained(
            List<Integer> positions, List<Case> cases, List<Guard> kept, List<Unexplained> unexplained) {
        Set<Integer> open =
                unexplained.stream().flatMap(kind -> kind.cases().stream()).collect(Collectors.toSet());
        return positions.stream()
                .filter(i -> open.contains(i) || !isExplained(cases.get(i), kept))
                .toList();
    }

    private static boolean isExplained(Case call, List<Guard> guards) {
        return call.refusal().isPresent()
                && guards.stream().anyMatch(guard -> guard.when().test(call.scope()) == Predicate.Verdict.TRUE);
    }

    private Guards learn(List<Case> cases, List<String> names) {
        List<Case> known =
                cases.stream().map(original -> snapshot(original, names)).toList();
        List<RefusalClass> kinds = RefusalClasses.of(known, names);
        Guards guards = new GuardLearning(known, kinds, names, companions).guards();
        List<RefusalClass> divided =
                kinds.stream().flatMap(kind -> parts(kind, known, guards)).toList();
        if (divided.size() == kinds.size()) {
            return guards;
        }
        Guards other = new GuardLearning(known, divided, names, companions).guards();
        return missed(known, other) < missed(known, guards) ? other : guards;
    }

    /// The parts of a kind that is mostly not reproduced, each of which may have a reason of its own.
    private static Stream<RefusalClass> parts(RefusalClass kind, List<Case> cases, Guards guards) {
        List<Case> members = kind.members().stream().map(cases::get).toList();
        List<RefusalClass> parts = 2 * missed(members, guards) >= kind.size() ? kind.divided() : List.of();
        return parts.isEmpty() ? Stream.of(kind) : parts.stream();
    }

    private static long missed(List<Case> cases, Guards guards) {
        return cases.stream()
                .filter(call -> call.refusal().isPresent() && !isReproduced(call, guards))
                .count();
    }

    private static boolean isReproduced(Case call, Guards guards) {
        return guards.check(call.scope()) instanceof Check.Refused(Guard _, JsonNode text)
                && call.refusal().equals(Optional.of(text));
    }

    /// The case with the named values looked up once.
    private static Case snapshot(Case original, List<String> names) {
        Map<String, JsonNode> values = new HashMap<>();
        names.forEach(name -> values.put(name, original.scope().get(name)));
        Scope scope = name -> values.getOrDefault(name, MissingNode.getInstance());
        return new Case(scope, original.refusal(), original.conversation());
    }
}

package dev.agentgym.world;

import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Unexplained;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what a tool refuses among what other tools refuse. Behind the tools of one back office are checks that
/// several of them share, and the logs of one tool seldom show all of them.
///
/// A guard of another tool is taken over if both are seen to refuse anything in the same words (beyond the form of an
/// argument or an id, unless it is a common limit of an argument itself), if all that it speaks of is the same here,
/// the words included, if it can be told of most of the tool's own accepted calls and holds for none, and if the tool
/// has no guard of its own that says the same. For one tool. Immutable.
final class SharedGuards {

    private static final int FEWEST_REFUSED = 2;
    private static final int FEWEST_ACCEPTED = 8;
    private static final Pattern SLOT = Pattern.compile("(?<!\\\\)\\{[^{}]*(?<!\\\\)}");

    private final ToolGuards own;
    private final List<ToolGuards> others;
    private final List<Guard> mine;

    /// @param others tools that may share something with it, by name
    SharedGuards(ToolGuards own, List<ToolGuards> others) {
        this.own = own;
        this.others = others;
        this.mine = formsFirst();
    }

    /// The tool's own guards, forms and missing rows first, where no logged refusal tells another order.
    private List<Guard> formsFirst() {
        List<Guard> known = own.guards().inOrder();
        List<Guard> sorted = known.stream()
                .sorted(Comparator.comparing(ToolGuards::speaksOfValues))
                .toList();
        boolean same = own.calls().stream()
                .filter(call -> call.seen().isError())
                .allMatch(call -> ToolGuards.decides(known, call).equals(ToolGuards.decides(sorted, call)));
        return same ? sorted : known;
    }

    /// The tool's own guards with those of others that hold for it too.
    Guards all() {
        List<Trial> believed =
                candidates().stream().map(Trial::new).filter(Trial::isBelieved).toList();
        return believed.isEmpty() ? own.guards() : with(believed);
    }

    /// By the number of refusals that show them; of those that say the same, those of one tool.
    private List<Guard> candidates() {
        List<Guard> kept = new ArrayList<>();
        for (Guard guard : understoodHere()) {
            boolean known = Stream.concat(
                            mine.stream(), kept.stream().filter(other -> Collections.disjoint(other.as(), guard.as())))
                    .anyMatch(other -> isAlike(other, guard));
            if (!known && others.stream().noneMatch(other -> refutes(other, guard))) {
                kept.add(guard);
            }
        }
        return kept;
    }

    /// The guards of kin, and the limits of tools that are akin, that mean here what they mean there, each once.
    private List<Guard> understoodHere() {
        List<Guard> found = new ArrayList<>();
        for (ToolGuards akin : others.stream().filter(own::isAkin).toList()) {
            boolean kin = own.isKin(akin);
            akin.guards().inOrder().stream()
                    .filter(guard -> guard.support() >= FEWEST_REFUSED)
                    .filter(guard -> CommonLimits.isOne(guard) || (kin && isShareable(guard)))
                    .filter(guard -> akin.meansTheSame(guard, own))
                    .forEach(guard -> add(guard, akin.tool(), found));
        }
        found.sort(Comparator.comparing(Guard::looksUp)
                .thenComparing(Comparator.comparingInt(Guard::support).reversed()));
        return found;
    }

    private static void add(Guard guard, String tool, List<Guard> found) {
        for (int i = 0; i < found.size(); i++) {
            Guard known = found.get(i);
            if (known.when().equals(guard.when()) && known.says().equals(guard.says())) {
                List<String> tools = new ArrayList<>(known.as());
                tools.add(tool);
                found.set(i, known.counted(known.support() + guard.support(), 0, 0, tools));
                return;
            }
        }
        found.add(guard.counted(guard.support(), 0, 0, List.of(tool)));
    }

    /// Forms of arguments, and whether a row is there at all, are each tool's own.
    private static boolean isShareable(Guard guard) {
        return guard.isUnderstood() && ToolGuards.speaksOfValues(guard);
    }

    private static boolean isAlike(Guard one, Guard other) {
        return one.when().equals(other.when()) || words(one).equals(words(other));
    }

    private static String words(Guard guard) {
        return SLOT.matcher(guard.says().text()).replaceAll("…");
    }

    /// Whether a tool that refuses in these words accepts calls for which the condition holds.
    private static boolean refutes(ToolGuards other, Guard guard) {
        return other.calls().stream().anyMatch(call -> ToolGuards.says(guard, call))
                && other.calls().stream().anyMatch(call -> !call.seen().isError() && ToolGuards.holds(guard, call));
    }

    /// A guard of another tool, held against the tool's own calls.
    private final class Trial {
        private final Guard guard;

        /// The tool's own refusals that it reproduces, by their positions.
        private final Set<Integer> explained = new TreeSet<>();

        /// How many of the tool's own guards come before it.
        private int place;

        private int accepted;
        private int passed;
        private int unknown;
        private int against;

        private Trial(Guard guard) {
            this.guard = guard;
            this.place = CommonLimits.isOne(guard)
                    ? behind(SharedGuards::isOfForm)
                    : behind(each -> !ToolGuards.speaksOfValues(each));
            for (int i = 0; i < own.calls().size(); i++) {
                Evidence call = own.calls().get(i);
                switch (guard.when().test(call.scope())) {
                    case TRUE -> holds(i, call);
                    case FALSE -> passed += call.seen().isError() ? 0 : 1;
                    case UNKNOWN -> unknown += call.seen().isError() ? 0 : 1;
                }
            }
        }

        private void holds(int index, Evidence call) {
            if (!call.seen().isError()) {
                accepted++;
            } else if (ToolGuards.says(guard, call)) {
                explained.add(index);
            } else {
                Optional<Guard> earlier = ToolGuards.decides(mine, call)
                        .filter(each -> !each.isUnderstood() || ToolGuards.says(each, call));
                against += earlier.isEmpty() ? 1 : 0;
                place = Math.max(place, earlier.map(mine::indexOf).orElse(-1) + 1);
            }
        }

        /// What is known of some values alone is asked last: whatever else refuses is surer.
        private int place() {
            return guard.looksUp() ? mine.size() : place;
        }

        private boolean isBelieved() {
            return accepted == 0 && passed >= Math.max(FEWEST_ACCEPTED, unknown) && against <= explained.size();
        }

        private Guard counted() {
            return guard.counted(guard.support() + explained.size(), against, unknown, guard.as());
        }
    }

    /// Behind the last of the tool's own guards of a kind.
    private int behind(Predicate<Guard> kind) {
        int place = 0;
        for (int i = 0; i < mine.size(); i++) {
            place = kind.test(mine.get(i)) ? i + 1 : place;
        }
        return place;
    }

    /// Whether it asks how the call is written, or whether a row is there, and nothing else.
    private static boolean isOfForm(Guard guard) {
        return !ToolGuards.speaksOfValues(guard)
                && guard.when().paths().noneMatch(path -> path.steps().equals(List.of(Binder.NOW)));
    }

    private Guards with(List<Trial> taken) {
        Set<Integer> explained = new TreeSet<>();
        taken.forEach(each -> explained.addAll(each.explained));
        List<Guard> guards = new ArrayList<>();
        for (int i = 0; i <= mine.size(); i++) {
            int place = i;
            taken.stream().filter(each -> each.place() == place).forEach(each -> guards.add(each.counted()));
            mine.stream().skip(i).limit(1).forEach(guards::add);
        }
        List<Unexplained> open = own.guards().unexplained().stream()
                .flatMap(kind -> without(explained, kind))
                .toList();
        return new Guards(guards, open);
    }

    private static Stream<Unexplained> without(Set<Integer> explained, Unexplained kind) {
        List<Integer> rest =
                kind.cases().stream().filter(i -> !explained.contains(i)).toList();
        return rest.isEmpty() ? Stream.empty() : Stream.of(new Unexplained(kind.words(), rest));
    }
}

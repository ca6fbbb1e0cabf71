package dev.agentgym.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which answers that a session has seen may be out of date: those shown before a change that they do not outlast,
/// unless it is known what the change does to them. Mutable, for one thread.
final class Freshness {

    private final List<Write> writes = new ArrayList<>();
    private final Map<View, Integer> shownAfter = new HashMap<>();
    private final Map<View, Set<Integer>> followed = new HashMap<>();

    /// An answer to one call.
    private record View(Table table, String key) {}

    Freshness copy() {
        Freshness copy = new Freshness();
        copy.writes.addAll(writes);
        copy.shownAfter.putAll(shownAfter);
        followed.forEach((view, known) -> copy.followed.put(view, new HashSet<>(known)));
        return copy;
    }

    void wrote(Write write) {
        writes.add(write);
    }

    /// How many changes there were.
    int writes() {
        return writes.size();
    }

    /// An answer is shown as it is now.
    void shown(Table table, String key) {
        shownAfter.put(new View(table, key), writes.size());
    }

    /// It is known what the last change does to an answer.
    void followed(Table table, String key) {
        followed.computeIfAbsent(new View(table, key), _ -> new HashSet<>()).add(writes.size() - 1);
    }

    /// Whether something was changed since an answer was last shown that it does not outlast.
    boolean isOutdated(Table table, String key, Predicate<Write> outlasted) {
        View view = new View(table, key);
        return isOutdated(shownAfter.getOrDefault(view, 0), followed.getOrDefault(view, Set.of()), outlasted);
    }

    /// Whether something was changed after so many changes that is not outlasted.
    boolean isOutdated(int since, Predicate<Write> outlasted) {
        return isOutdated(since, Set.of(), outlasted);
    }

    private boolean isOutdated(int since, Set<Integer> known, Predicate<Write> outlasted) {
        for (int i = since; i < writes.size(); i++) {
            if (!known.contains(i) && !outlasted.test(writes.get(i))) {
                return true;
            }
        }
        return false;
    }
}

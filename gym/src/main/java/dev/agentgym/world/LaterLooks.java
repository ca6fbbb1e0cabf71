package dev.agentgym.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What later conversations were told that asked the same again, and what had been changed meanwhile. It says something
/// where one conversation takes up what the others left, as at a company; in benchmarks each begins anew. Mutable, for
/// one thread; conversations come in the order of their starts.
final class LaterLooks {

    /// What is named by more changes in between tells nothing of one of them.
    private static final int MOST_BETWEEN = 12;

    private final List<Write> writes = new ArrayList<>();
    private final Map<String, List<Integer>> naming = new HashMap<>();
    private final Map<CallKey, Past> past = new HashMap<>();
    private final TreeMap<String, Counts> counts = new TreeMap<>();
    private int kept;
    private int undone;

    /// What was seen of the answers of one tool: the changes that they outlasted, and those that alone may have
    /// changed them.
    static final class Counts {
        private final TreeMap<String, Integer> outlasted = new TreeMap<>();
        private final TreeSet<String> guilty = new TreeSet<>();

        int outlasted(String change) {
            return guilty.contains(change) ? 0 : outlasted.getOrDefault(change, 0);
        }

        Set<String> changes() {
            return outlasted.keySet();
        }

        boolean isInnocent() {
            return guilty.isEmpty();
        }
    }

    /// What the last conversation saw that made a call.
    ///
    /// @param first what it saw before it changed anything
    /// @param last what it saw last
    /// @param writes how many changes came before that
    private record Past(Look first, Look last, int writes) {}

    void wrote(Write write) {
        for (String name : write.mentioned()) {
            List<Integer> places = naming.get(name);
            if (places != null) {
                places.add(writes.size());
            }
        }
        writes.add(write);
    }

    /// What a conversation saw of a call for the first time.
    void saw(CallKey call, Set<String> asked, Look now) {
        Past before = past.get(call);
        if (before != null) {
            kept += isChanged(before) && before.last().isLike(now) ? 1 : 0;
            undone += isChanged(before) && before.first().isLike(now) ? 1 : 0;
            compare(call.tool(), before, asked, now);
        }
        asked.forEach(name -> naming.computeIfAbsent(name, _ -> new ArrayList<>()));
        past.put(call, new Past(now, now, writes.size()));
    }

    /// What the same conversation saw of it again.
    void sawAgain(CallKey call, Look now) {
        past.computeIfPresent(call, (_, seen) -> new Past(seen.first(), now, writes.size()));
    }

    private static boolean isChanged(Past seen) {
        return !seen.first().isLike(seen.last());
    }

    private void compare(String tool, Past before, Set<String> asked, Look now) {
        List<Write> between = between(before.writes(), asked);
        if (between.isEmpty() || between.size() > MOST_BETWEEN) {
            return;
        }
        Counts mine = counts.computeIfAbsent(tool, _ -> new Counts());
        TreeSet<String> tools = new TreeSet<>();
        between.forEach(write -> tools.add(write.tool()));
        if (before.last().outlasts(between, now)) {
            tools.forEach(each -> mine.outlasted.merge(each, 1, Integer::sum));
        } else if (tools.size() == 1) {
            mine.guilty.addAll(tools);
        }
    }

    /// The changes since then that name what was asked for.
    private List<Write> between(int since, Set<String> asked) {
        TreeSet<Integer> places = new TreeSet<>();
        for (String name : asked) {
            List<Integer> all = naming.getOrDefault(name, List.of());
            for (int i = all.size() - 1; i >= 0 && all.get(i) >= since && places.size() <= MOST_BETWEEN; i--) {
                places.add(all.get(i));
            }
        }
        return places.stream().map(writes::get).toList();
    }

    /// What was seen, by tool; nothing where conversations begin anew.
    Map<String, Counts> counts() {
        return kept > undone ? counts : Map.of();
    }
}

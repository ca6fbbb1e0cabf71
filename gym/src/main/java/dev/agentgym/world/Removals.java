package dev.agentgym.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds out which tools take things away: between two equal reads something that the call named went missing. The
/// second read is refused as not found, or its answer lacks a row that the first one showed. Mutable, for one
/// thread.
final class Removals {

    private static final int FEWEST = 2;
    private static final double MOSTLY = 0.5;

    private final Tables tables;
    private final TreeMap<String, int[]> counts = new TreeMap<>();

    Removals(Tables tables) {
        this.tables = tables;
    }

    /// A read as a conversation last saw it.
    ///
    /// @param position which call it was
    /// @param names what it was asked for, and the keys of all rows that it showed
    private record Sight(int position, Set<String> names) {}

    void add(List<Observation> conversation) {
        Map<CallKey, Sight> sights = new HashMap<>();
        for (Observation seen : conversation) {
            CallKey call = CallKey.exact(seen.tool(), seen.arguments());
            Sight before = sights.get(call);
            if (seen.isError()) {
                boolean gone = Refusal.saysNotFound(seen.result().toString());
                if (before != null && gone) {
                    blame(conversation, before, seen, before.names(), Set.of());
                }
                sights.remove(call);
            } else {
                Set<String> shown = shown(seen);
                if (before != null) {
                    blame(conversation, before, seen, before.names(), shown);
                }
                sights.put(call, new Sight(seen.position(), shown));
            }
        }
    }

    private Set<String> shown(Observation seen) {
        Set<String> names = values(seen);
        tables.entitiesIn(
                seen.tool(),
                seen.arguments(),
                seen.result(),
                (table, view, key, object) -> names.addAll(Table.parts(key)));
        return names;
    }

    private static Set<String> values(Observation seen) {
        Set<String> values = new TreeSet<>();
        NotFoundWords.scalars(seen.arguments()).values().forEach(values::addAll);
        return values;
    }

    private void blame(
            List<Observation> conversation, Sight before, Observation now, Set<String> old, Set<String> still) {
        for (Observation between : conversation.subList(before.position() + 1, now.position())) {
            List<String> named = new ArrayList<>(values(between));
            named.retainAll(old);
            if (!between.isError() && !between.tool().equals(now.tool()) && !named.isEmpty()) {
                int[] count = counts.computeIfAbsent(between.tool(), any -> new int[2]);
                count[still.containsAll(named) ? 1 : 0]++;
            }
        }
    }

    /// The tools after which what they named was mostly gone.
    Set<String> removers() {
        TreeSet<String> removers = new TreeSet<>();
        counts.forEach((tool, count) -> {
            if (count[0] >= FEWEST && count[0] > MOSTLY * (count[0] + count[1])) {
                removers.add(tool);
            }
        });
        return removers;
    }
}

package dev.agentgym.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// Finds out which tools change something, by blame: a row that looks different the second time was changed by one
/// of the tools called in between, or by the one that shows it. Mutable, for one thread.
///
/// Where nothing else was called in between the case is clear. The rest is greedy: the tool in whose presence rows
/// change most often, and most surely, explains all changes that it was present at; then the next, until none is
/// left to explain.
final class Changes {

    /// A tool in whose presence rows change more rarely than this changes nothing: what is left to explain then
    /// came from outside.
    private static final double LEAST_RATE = 0.15;

    /// A tool changes rows if this share of the rows that were seen right before and right after it, with nothing
    /// in between, differ.
    private static final double SURE_RATE = 0.3;

    private static final int FEW = 3;

    private final Tables tables;
    private final List<Sights.Between> all = new ArrayList<>();
    private final Makers makers;

    Changes(Tables tables) {
        this.tables = tables;
        this.makers = new Makers(tables);
    }

    void add(List<Observation> conversation) {
        Sights sights = new Sights();
        makers.begin();
        for (Observation seen : conversation) {
            if (seen.isError()) {
                continue;
            }
            sights.next(seen);
            List<Sights.Between> rows = new ArrayList<>();
            tables.view(
                    seen.tool(),
                    seen.arguments(),
                    (view, key) ->
                            sights.show(seen.tool(), key, seen.result(), true).ifPresent(rows::add));
            tables.entitiesIn(seen.tool(), seen.arguments(), seen.result(), (table, view, key, object) -> {
                makers.saw(seen, table, key, object);
                sights.show(table.name() + " row", key, object, false).ifPresent(rows::add);
            });
            makers.answered(seen);
            note(rows);
        }
    }

    /// A call that shows a changed row says nothing about who left its other rows alone.
    private void note(List<Sights.Between> rows) {
        List<Sights.Between> changed =
                rows.stream().filter(Sights.Between::changed).toList();
        if (changed.isEmpty()) {
            rows.stream().limit(1).forEach(all::add);
        } else {
            all.addAll(changed);
        }
    }

    /// The tools that make new rows.
    Set<String> creators() {
        return makers.makers();
    }

    /// The views that tell something: what no log ever saw changing stays as it is whatever is called.
    private List<Sights.Between> telling() {
        Set<String> moving = new HashSet<>();
        all.stream().filter(Sights.Between::changed).forEach(between -> moving.addAll(between.compared()));
        return all.stream()
                .filter(between -> between.changed() || !Collections.disjoint(moving, between.compared()))
                .toList();
    }

    /// The tools that change rows.
    Set<String> writers() {
        Set<String> writers = creators();
        List<Sights.Between> telling = telling();
        Map<String, int[]> alone = alone(telling);
        alone.forEach((tool, count) -> {
            if (rate(count) >= SURE_RATE) {
                writers.add(tool);
            }
        });
        List<Sights.Between> open = new ArrayList<>(telling);
        open.removeIf(between -> between.changed() && between.tools().stream().anyMatch(writers::contains));
        Set<String> readers = new TreeSet<>();
        alone.forEach((tool, count) -> {
            if (count[1] >= FEW && rate(count) < LEAST_RATE) {
                readers.add(tool);
            }
        });
        readers.addAll(oneOff(open));
        blame(open, Sights.Between::suspects, readers, writers);
        blame(open, (_, _) -> true, readers, writers);
        return writers;
    }

    /// How often rows changed and did not, with nothing but the tool in between. That a call which is made twice
    /// shows the same twice does not tell a change from a look, where there is more to go by.
    private static Map<String, int[]> alone(List<Sights.Between> telling) {
        List<Sights.Between> single =
                telling.stream().filter(between -> between.tools().size() == 1).toList();
        Map<String, int[]> counts = counts(single, Sights.Between::suspects);
        counts(single.stream().filter(between -> !between.again()).toList(), Sights.Between::suspects)
                .forEach((tool, count) -> {
                    if (count[0] >= FEW) {
                        counts.put(tool, count);
                    }
                });
        return counts;
    }

    /// Adds the tools that explain what is open, the worst first.
    private static void blame(
            List<Sights.Between> open,
            BiPredicate<Sights.Between, String> suspects,
            Set<String> readers,
            Set<String> writers) {
        Optional<String> next = worst(open, suspects, readers);
        while (next.isPresent()) {
            String writer = next.get();
            writers.add(writer);
            open.removeIf(between -> between.changed() && between.tools().contains(writer));
            next = worst(open, suspects, readers);
        }
    }

    /// The tools whose answers to the same call were logged before and after changes by others, and never differed.
    Set<String> steady(Set<String> writers) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (Sights.Between between : all) {
            Set<String> others = new TreeSet<>(between.tools());
            others.retainAll(writers);
            if (!others.isEmpty() && !writers.contains(between.shower())) {
                counts.computeIfAbsent(between.shower(), any -> new int[2])[between.changed() ? 0 : 1]++;
            }
        }
        TreeSet<String> steady = new TreeSet<>();
        counts.forEach((tool, count) -> {
            if (count[0] == 0 && count[1] >= FEW) {
                steady.add(tool);
            }
        });
        return steady;
    }

    /// The tools between whose calls things mostly looked as before, where no writer was called as well.
    Set<String> harmless(Set<String> writers) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (Sights.Between between : all) {
            boolean explained = between.changed() && between.tools().stream().anyMatch(writers::contains);
            for (String tool : between.tools()) {
                if (!explained && !tool.equals(between.shower())) {
                    counts.computeIfAbsent(tool, any -> new int[2])[between.changed() ? 0 : 1]++;
                }
            }
        }
        TreeSet<String> harmless = new TreeSet<>();
        counts.forEach((tool, count) -> {
            if (count[1] >= FEW && rate(count) < LEAST_RATE && !writers.contains(tool)) {
                harmless.add(tool);
            }
        });
        return harmless;
    }

    private static Map<String, int[]> counts(
            List<Sights.Between> events, BiPredicate<Sights.Between, String> suspects) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (Sights.Between between : events) {
            for (String tool : between.tools()) {
                if (suspects.test(between, tool)) {
                    counts.computeIfAbsent(tool, any -> new int[2])[between.changed() ? 0 : 1]++;
                }
            }
        }
        return counts;
    }

    private static Optional<String> worst(
            List<Sights.Between> open, BiPredicate<Sights.Between, String> suspects, Set<String> readers) {
        return counts(open, suspects).entrySet().stream()
                .filter(count -> !readers.contains(count.getKey()))
                .filter(count -> rate(count.getValue()) >= LEAST_RATE && !isOneOff(count.getValue()))
                .max(Comparator.comparingDouble((Map.Entry<String, int[]> count) ->
                                ToolVerbs.suspicion(count.getKey()) * rate(count.getValue()) * count.getValue()[0])
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }

    /// One row that changed in its presence, where others stayed as they were, tells nothing of a tool.
    private static boolean isOneOff(int[] count) {
        return count[0] == 1 && count[1] > 0;
    }

    /// The tools of which no more is known, whatever it was that stayed as it was, and that did not show the change
    /// themselves.
    private Set<String> oneOff(List<Sights.Between> open) {
        List<Sights.Between> known = new ArrayList<>(
                all.stream().filter(between -> !between.changed()).toList());
        Set<String> tools = new TreeSet<>();
        open.stream().filter(Sights.Between::changed).forEach(known::add);
        counts(known, (_, _) -> true).forEach((tool, count) -> {
            if (isOneOff(count)) {
                tools.add(tool);
            }
        });
        open.stream()
                .filter(Sights.Between::changed)
                .map(Sights.Between::shower)
                .forEach(tools::remove);
        return tools;
    }

    private static double rate(int[] count) {
        return (double) count[0] / Math.max(1, count[0] + count[1]);
    }
}

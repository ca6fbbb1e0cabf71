package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

    /// What was called between two views of one row, the second view's own tool included.
    ///
    /// @param repeated whether the views are answers to the same call, not of a row that several tools show
    /// @param again whether the very call that showed the row first showed it again
    private record Between(Set<String> tools, boolean changed, String shower, boolean repeated, boolean again) {

        /// Whether a tool is the first to be thought of: an answer that differs the second time shows what others
        /// did in between, rather than what the asking did.
        boolean suspects(String tool) {
            return !repeated || tools.size() == 1 || !tool.equals(shower);
        }
    }

    private final Tables tables;
    private final List<Between> all = new ArrayList<>();
    private final TreeMap<String, Integer> fresh = new TreeMap<>();
    private final TreeMap<String, Integer> accepted = new TreeMap<>();
    private final Map<String, JsonNode> everShown = new HashMap<>();
    private final FreshIds counted = new FreshIds();

    Changes(Tables tables) {
        this.tables = tables;
    }

    /// A row as a conversation last saw it.
    private record Sight(JsonNode value, int position) {}

    void add(List<Observation> conversation) {
        Map<String, Sight> sights = new HashMap<>();
        List<Observation> called = new ArrayList<>();
        for (Observation seen : conversation) {
            if (seen.isError()) {
                continue;
            }
            called.add(seen);
            accepted.merge(seen.tool(), 1, Integer::sum);
            List<Between> rows = new ArrayList<>();
            tables.view(
                    seen.tool(),
                    seen.arguments(),
                    (view, key) -> compare(seen.tool() + " " + key, seen.result(), true, called, sights, rows));
            tables.entitiesIn(seen.tool(), seen.arguments(), seen.result(), (table, view, key, object) -> {
                noteFresh(seen, table, key, object, sights);
                compare(table.name() + " row " + key, object, false, called, sights, rows);
            });
            noteNamed(seen, sights);
            note(rows);
        }
    }

    /// A call that shows a changed row says nothing about who left its other rows alone.
    private void note(List<Between> rows) {
        List<Between> changed = rows.stream().filter(Between::changed).toList();
        if (changed.isEmpty()) {
            rows.stream().limit(1).forEach(all::add);
        } else {
            all.addAll(changed);
        }
    }

    private static void compare(
            String row,
            JsonNode value,
            boolean repeated,
            List<Observation> called,
            Map<String, Sight> sights,
            List<Between> rows) {
        int now = called.size() - 1;
        Sight before = sights.put(row, new Sight(value, now));
        if (before != null && before.position() < now) {
            Observation seen = called.getLast();
            Set<String> tools = new TreeSet<>();
            called.subList(before.position() + 1, now + 1).forEach(between -> tools.add(between.tool()));
            boolean changed = differInCommon(before.value(), value);
            boolean again = seen.repeats(called.get(before.position()));
            rows.add(new Between(tools, changed, seen.tool(), repeated, again));
        }
    }

    /// An answer that only names a row may have made it, unless it shows what was asked for: that only refers to
    /// it.
    private void noteNamed(Observation seen, Map<String, Sight> sights) {
        Optional<Table> root = tables.at(new Table.Site(seen.tool(), ""));
        boolean asked =
                root.filter(table -> table.keyOf(seen.arguments()).isPresent()).isPresent();
        if (!asked && seen.result() instanceof ObjectNode answer) {
            tables.named(answer)
                    .filter(table -> !root.equals(Optional.of(table)))
                    .forEach(table -> noteFresh(seen, table, table.keyOf(answer).orElseThrow(), answer, sights));
        }
    }

    /// A new key that no argument named was made by this call if another conversation knows it as a different
    /// thing, or if it is the very next number.
    private void noteFresh(Observation seen, Table table, String key, JsonNode object, Map<String, Sight> sights) {
        String row = table.name() + " row " + key;
        JsonNode elsewhere = everShown.putIfAbsent(row, object);
        boolean given = table.keyOf(seen.arguments()).filter(key::equals).isPresent();
        boolean made = elsewhere == null ? counted.isNext(table, key) : differ(elsewhere, object);
        if (!given && !sights.containsKey(row) && made) {
            fresh.merge(seen.tool(), 1, Integer::sum);
        }
        counted.saw(table, key);
    }

    /// Two sites may show different parts of a row.
    private static boolean differInCommon(JsonNode a, JsonNode b) {
        if (!a.isObject() || !b.isObject()) {
            return !Values.equal(a, b);
        }
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            JsonNode other = b.get(field.getKey());
            if (other != null && !Values.equal(field.getValue(), other)) {
                return true;
            }
        }
        return false;
    }

    /// Different things, not states of one thing: most fields differ.
    private static boolean differ(JsonNode a, JsonNode b) {
        int same = 0;
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            same += Optional.ofNullable(b.get(field.getKey()))
                            .filter(other -> Values.equal(field.getValue(), other))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return same * 2 < a.size();
    }

    /// The tools that make new rows.
    Set<String> creators() {
        TreeSet<String> creators = new TreeSet<>();
        fresh.forEach((tool, times) -> {
            if (times * 4 >= accepted.getOrDefault(tool, 0)) {
                creators.add(tool);
            }
        });
        return creators;
    }

    /// The tools that change rows.
    Set<String> writers() {
        Set<String> writers = creators();
        Map<String, int[]> alone = alone();
        alone.forEach((tool, count) -> {
            if (rate(count) >= SURE_RATE) {
                writers.add(tool);
            }
        });
        List<Between> open = new ArrayList<>(all);
        open.removeIf(between -> between.changed() && between.tools().stream().anyMatch(writers::contains));
        Set<String> readers = new TreeSet<>();
        alone.forEach((tool, count) -> {
            if (count[1] >= FEW && rate(count) < LEAST_RATE) {
                readers.add(tool);
            }
        });
        blame(open, Between::suspects, readers, writers);
        blame(open, (_, _) -> true, readers, writers);
        return writers;
    }

    /// How often rows changed and did not, with nothing but the tool in between. That a call which is made twice
    /// shows the same twice does not tell a change from a look, where there is more to go by.
    private Map<String, int[]> alone() {
        List<Between> single =
                all.stream().filter(between -> between.tools().size() == 1).toList();
        Map<String, int[]> counts = counts(single, Between::suspects);
        counts(single.stream().filter(between -> !between.again()).toList(), Between::suspects)
                .forEach((tool, count) -> {
                    if (count[0] >= FEW) {
                        counts.put(tool, count);
                    }
                });
        return counts;
    }

    /// Adds the tools that explain what is open, the worst first.
    private static void blame(
            List<Between> open, BiPredicate<Between, String> suspects, Set<String> readers, Set<String> writers) {
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
        for (Between between : all) {
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
        for (Between between : all) {
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

    private static Map<String, int[]> counts(List<Between> events, BiPredicate<Between, String> suspects) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (Between between : events) {
            for (String tool : between.tools()) {
                if (suspects.test(between, tool)) {
                    counts.computeIfAbsent(tool, any -> new int[2])[between.changed() ? 0 : 1]++;
                }
            }
        }
        return counts;
    }

    private static Optional<String> worst(
            List<Between> open, BiPredicate<Between, String> suspects, Set<String> readers) {
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

    private static double rate(int[] count) {
        return (double) count[0] / Math.max(1, count[0] + count[1]);
    }
}

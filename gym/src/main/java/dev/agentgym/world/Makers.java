package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds out which tools make new rows: those whose answers show keys that were not there before. Mutable, for one
/// thread.
///
/// A list shows what others made, too: a tool that never showed a new row where none of those was called, although
/// it often was called so, made none itself.
final class Makers {

    /// A tool makes rows if at least this share of its accepted calls shows a new one.
    private static final double OFTEN = 0.25;

    /// So many new rows must be missing where nobody else was called before.
    private static final double MISSED = 4;

    /// Two looks at one thing differ in a field or two; things that share only one field may be one.
    private static final int FEWEST_FIELDS = 2;

    private final Tables tables;
    private final TreeMap<String, List<Call>> calls = new TreeMap<>();
    private final Map<String, JsonNode> everShown = new HashMap<>();
    private final FreshIds counted = new FreshIds();
    private final Set<String> here = new HashSet<>();
    private final List<Shown> shown = new ArrayList<>();
    private Set<String> before = Set.of();
    private boolean fresh;

    /// @param before what the conversation had called earlier
    /// @param fresh whether the answer showed a new row
    private record Call(Set<String> before, boolean fresh) {}

    /// A row of the answer that is looked at: the next number is the one after all numbers of earlier answers.
    private record Shown(Table table, String key) {}

    Makers(Tables tables) {
        this.tables = tables;
    }

    /// A conversation begins.
    void begin() {
        here.clear();
        before = Set.of();
        fresh = false;
    }

    /// An answer shows a row. A new key that no argument named was made by this call if another conversation knows
    /// it as a different thing, or if it is the very next number.
    void saw(Observation seen, Table table, String key, ObjectNode object) {
        String row = table.name() + " row " + key;
        JsonNode elsewhere = everShown.putIfAbsent(row, object);
        boolean given = table.keyOf(seen.arguments()).filter(key::equals).isPresent();
        boolean made = elsewhere == null ? counted.isNext(table, key) : differ(table, elsewhere, object);
        fresh |= here.add(row) && !given && made;
        shown.add(new Shown(table, key));
    }

    /// An accepted call was answered, and all rows in the answer were seen. An answer that only names a row may
    /// have made it, unless it shows what was asked for: that only refers to it.
    void answered(Observation seen) {
        Optional<Table> root = tables.at(new Table.Site(seen.tool(), ""));
        boolean asked =
                root.filter(table -> table.keyOf(seen.arguments()).isPresent()).isPresent();
        if (!asked && seen.result() instanceof ObjectNode answer) {
            tables.named(answer)
                    .filter(table -> !root.equals(Optional.of(table)))
                    .forEach(table -> saw(seen, table, table.keyOf(answer).orElseThrow(), answer));
        }
        shown.forEach(row -> counted.saw(row.table(), row.key()));
        shown.clear();
        calls.computeIfAbsent(seen.tool(), _ -> new ArrayList<>()).add(new Call(before, fresh));
        if (!before.contains(seen.tool())) {
            before = new TreeSet<>(before);
            before.add(seen.tool());
        }
        fresh = false;
    }

    /// Different things, not states of one thing: most of what both show differs.
    private static boolean differ(Table table, JsonNode a, JsonNode b) {
        int common = 0;
        int same = 0;
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            JsonNode other = b.get(field.getKey());
            if (other != null && !table.key().contains(field.getKey())) {
                common++;
                same += Values.equal(field.getValue(), other) ? 1 : 0;
            }
        }
        return common >= FEWEST_FIELDS && same * 2 < common;
    }

    /// The tools that make new rows.
    Set<String> makers() {
        TreeSet<String> makers = new TreeSet<>();
        calls.forEach((tool, mine) -> {
            long making = mine.stream().filter(Call::fresh).count();
            if (making > 0 && making >= OFTEN * mine.size() && !isShower(tool, mine)) {
                makers.add(tool);
            }
        });
        return makers;
    }

    /// Whether others made what the tool showed.
    private static boolean isShower(String tool, List<Call> mine) {
        List<Call> open = new ArrayList<>(mine);
        long fresh = open.stream().filter(Call::fresh).count();
        Optional<String> other = likeliest(tool, open);
        while (other.isPresent()) {
            String maker = other.get();
            open.removeIf(call -> call.before().contains(maker));
            other = likeliest(tool, open);
        }
        return open.stream().noneMatch(Call::fresh) && open.size() * fresh >= MISSED * mine.size();
    }

    /// The tool after which the largest share of the calls showed something new.
    private static Optional<String> likeliest(String tool, List<Call> open) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (Call call : open) {
            for (String earlier : call.before()) {
                counts.computeIfAbsent(earlier, _ -> new int[2])[call.fresh() ? 0 : 1]++;
            }
        }
        counts.remove(tool);
        return counts.entrySet().stream()
                .filter(count -> count.getValue()[0] > 0)
                .max(Comparator.comparingDouble((Map.Entry<String, int[]> count) ->
                                (double) count.getValue()[0] / (count.getValue()[0] + count.getValue()[1]))
                        .thenComparingInt(count -> count.getValue()[0])
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Learns which changes an answer outlasts, from answers to the same call before and after them. Rows that a change
/// names may look different, for it is known otherwise what becomes of these. Mutable, for one thread.
final class BystanderSearch {

    private static final int FEWEST = 2;
    private static final int FEWEST_LOCAL = 4;

    private final Tables tables;
    private final Set<String> writers;
    private final TreeMap<String, Counts> counts = new TreeMap<>();

    BystanderSearch(Tables tables, Set<String> writers) {
        this.tables = tables;
        this.writers = writers;
    }

    /// What was seen of the answers of one tool.
    private static final class Counts {
        private final TreeMap<String, Integer> outlasted = new TreeMap<>();
        private final TreeSet<String> guilty = new TreeSet<>();
        private final List<Set<String>> suspects = new ArrayList<>();
        private int untouched;
        private int touchedUnnamed;
    }

    /// An answer as a conversation last saw it.
    ///
    /// @param skeleton the answer with the keys of rows in place of the rows
    /// @param writes how many changes came before it
    /// @param rows the rows, by their keys
    /// @param about the names of what it is about
    private record Sight(JsonNode skeleton, Map<String, JsonNode> rows, Set<String> about, int writes) {

        /// Whether it looks the same but for rows that these changes name.
        boolean outlasts(List<Write> changes, Sight after) {
            return skeleton.equals(after.skeleton)
                    && rows.entrySet().stream()
                            .allMatch(row -> row.getValue().equals(after.rows.get(row.getKey()))
                                    || changes.stream().anyMatch(change -> change.mentions(Set.of(row.getKey()))));
        }
    }

    void add(List<Observation> conversation) {
        Map<CallKey, Sight> sights = new HashMap<>();
        List<Write> writes = new ArrayList<>();
        for (Observation seen : conversation) {
            if (seen.isError()) {
                continue;
            }
            if (writers.contains(seen.tool())) {
                writes.add(Write.of(seen.tool(), seen.arguments(), seen.result()));
                continue;
            }
            JsonNode skeleton = tables.sites(seen.tool())
                    .map(root -> skeleton(root, seen.result()))
                    .orElse(seen.result());
            Set<String> about = about(tables, seen.tool(), seen.arguments(), seen.result());
            Map<String, JsonNode> rows = new HashMap<>();
            tables.entitiesIn(
                    seen.tool(), seen.arguments(), seen.result(), (table, view, key, row) -> rows.put(key, row));
            Sight now = new Sight(skeleton, rows, about, writes.size());
            Sight before = sights.put(CallKey.lenient(seen.tool(), seen.arguments()), now);
            if (before != null && before.writes() < writes.size() && !about.isEmpty()) {
                compare(seen.tool(), before, now, writes.subList(before.writes(), writes.size()));
            }
        }
    }

    private void compare(String tool, Sight before, Sight after, List<Write> between) {
        Counts mine = counts.computeIfAbsent(tool, _ -> new Counts());
        Set<String> naming = new TreeSet<>();
        between.stream().filter(write -> write.mentions(before.about())).forEach(write -> naming.add(write.tool()));
        if (before.outlasts(between, after)) {
            between.forEach(write -> mine.outlasted.merge(write.tool(), 1, Integer::sum));
            mine.untouched += naming.isEmpty() ? 1 : 0;
            return;
        }
        mine.touchedUnnamed += naming.isEmpty() ? 1 : 0;
        if (naming.isEmpty()) {
            between.forEach(write -> naming.add(write.tool()));
        }
        if (naming.size() == 1) {
            mine.guilty.addAll(naming);
        } else {
            mine.suspects.add(naming);
        }
    }

    /// What the answer to a call is about: what was asked for, and the rows that it shows.
    static Set<String> about(Tables tables, String tool, ObjectNode arguments, JsonNode answer) {
        Set<String> about = new TreeSet<>();
        arguments.forEach(argument -> about.add(argument.asText()));
        tables.entitiesIn(tool, arguments, answer, (table, view, key, object) -> about.addAll(Table.parts(key)));
        about.remove("");
        return about;
    }

    private static JsonNode skeleton(SiteTree at, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                Optional<String> key = at.table().flatMap(table -> table.keyOf(object));
                yield key.<JsonNode>map(TextNode::valueOf).orElseGet(() -> bare(at, object));
            }
            case ArrayNode list
            when at.leads() -> {
                ArrayNode bare = list.arrayNode(list.size());
                list.forEach(each -> bare.add(skeleton(at.element(), each)));
                yield bare;
            }
            default -> value;
        };
    }

    private static ObjectNode bare(SiteTree at, ObjectNode object) {
        boolean dictionary = Sites.isDictionary(object);
        ObjectNode bare = object.objectNode();
        object.properties()
                .forEach(field ->
                        bare.set(field.getKey(), skeleton(at.field(dictionary, field.getKey()), field.getValue())));
        return bare;
    }

    /// What was found.
    ///
    /// @param steady the tools whose answers never changed
    Bystanders bystanders(Set<String> steady) {
        TreeMap<String, Set<String>> apart = new TreeMap<>();
        TreeSet<String> local = new TreeSet<>();
        counts.forEach((tool, mine) -> {
            apart.put(tool, innocent(mine));
            if (mine.untouched >= FEWEST_LOCAL && mine.touchedUnnamed == 0) {
                local.add(tool);
            }
        });
        return new Bystanders(steady, apart, local);
    }

    /// The tools that answers outlasted, and of which none is needed to explain a change.
    private static Set<String> innocent(Counts mine) {
        TreeSet<String> guilty = new TreeSet<>(mine.guilty);
        mine.suspects.stream()
                .filter(tools -> tools.stream().noneMatch(mine.guilty::contains))
                .forEach(guilty::addAll);
        TreeSet<String> innocent = new TreeSet<>();
        mine.outlasted.forEach((tool, times) -> {
            if (times >= FEWEST && !guilty.contains(tool)) {
                innocent.add(tool);
            }
        });
        return innocent;
    }
}

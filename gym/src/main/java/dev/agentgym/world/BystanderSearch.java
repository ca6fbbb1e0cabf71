package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Learns which changes an answer outlasts, from answers to the same call before and after them. Rows that a change
/// names may look different, for it is known otherwise what becomes of these. Mutable, for one thread.
final class BystanderSearch {

    private static final int FEWEST = 2;
    private static final int FEWEST_LOCAL = 4;
    private static final int MANY = 5;

    private final Tables tables;
    private final Set<String> writers;
    private final TreeMap<String, Counts> counts = new TreeMap<>();
    private final LaterLooks later = new LaterLooks();

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

        /// The tools that are needed to explain changes.
        Set<String> suspected() {
            TreeSet<String> suspected = new TreeSet<>(guilty);
            suspects.stream()
                    .filter(tools -> tools.stream().noneMatch(guilty::contains))
                    .forEach(suspected::addAll);
            return suspected;
        }
    }

    /// An answer as a conversation last saw it.
    ///
    /// @param about the names of what it is about
    /// @param writes how many changes came before it
    private record Seen(Look look, Set<String> about, int writes) {}

    void add(List<Observation> conversation) {
        Map<CallKey, Seen> looks = new HashMap<>();
        List<Write> writes = new ArrayList<>();
        for (Observation seen : conversation) {
            if (seen.isError()) {
                continue;
            }
            if (writers.contains(seen.tool())) {
                Write write = Write.of(seen.tool(), seen.arguments(), seen.result());
                writes.add(write);
                later.wrote(write);
                continue;
            }
            CallKey call = CallKey.lenient(seen.tool(), seen.arguments());
            Set<String> about = about(tables, seen.tool(), seen.arguments(), seen.result());
            Seen now = new Seen(Look.of(tables, seen), about, writes.size());
            Seen before = looks.put(call, now);
            if (before == null) {
                later.saw(call, asked(seen.arguments()), now.look());
                continue;
            }
            later.sawAgain(call, now.look());
            if (before.writes() < writes.size() && !about.isEmpty()) {
                compare(seen.tool(), before, now, writes.subList(before.writes(), writes.size()));
            }
        }
    }

    private static Set<String> asked(ObjectNode arguments) {
        Set<String> asked = new TreeSet<>();
        arguments.forEach(argument -> asked.add(argument.asText()));
        asked.remove("");
        return asked;
    }

    private void compare(String tool, Seen before, Seen after, List<Write> between) {
        Counts mine = counts.computeIfAbsent(tool, _ -> new Counts());
        Set<String> naming = new TreeSet<>();
        between.stream().filter(write -> write.mentions(before.about())).forEach(write -> naming.add(write.tool()));
        if (before.look().outlasts(between, after.look())) {
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
        Set<String> about = asked(arguments);
        tables.entitiesIn(tool, arguments, answer, (table, view, key, object) -> about.addAll(Table.parts(key)));
        about.remove("");
        return about;
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
        later.counts()
                .forEach((tool, mine) ->
                        apart.computeIfAbsent(tool, _ -> new TreeSet<>()).addAll(innocentLater(tool, mine)));
        return new Bystanders(steady, apart, local);
    }

    /// The tools that answers of one tool outlasted from one conversation to another. Where these are many, and none
    /// changed such an answer, they are all that show nothing of what it shows.
    private Set<String> innocentLater(String tool, LaterLooks.Counts later) {
        Counts mine = counts.getOrDefault(tool, new Counts());
        Set<String> guilty = mine.suspected();
        TreeSet<String> innocent = new TreeSet<>();
        for (String change : later.changes()) {
            int times = later.outlasted(change) + mine.outlasted.getOrDefault(change, 0);
            if (times >= FEWEST && !guilty.contains(change)) {
                innocent.add(change);
            }
        }
        if (guilty.isEmpty() && later.isInnocent() && later.changes().size() >= MANY) {
            Set<Table> shown = tables.shownBy(tool);
            writers.stream()
                    .filter(writer -> Collections.disjoint(tables.shownBy(writer), shown))
                    .forEach(innocent::add);
        }
        return innocent;
    }

    /// The tools that answers outlasted, and of which none is needed to explain a change.
    private static Set<String> innocent(Counts mine) {
        Set<String> guilty = mine.suspected();
        TreeSet<String> innocent = new TreeSet<>();
        mine.outlasted.forEach((tool, times) -> {
            if (times >= FEWEST && !guilty.contains(tool)) {
                innocent.add(tool);
            }
        });
        return innocent;
    }
}

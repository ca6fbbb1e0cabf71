package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the rows that a session begins with: of every row the earliest view before anything was changed in its
/// conversation, the one that most conversations agree on. Mutable, for one thread.
final class StoreInduction {

    /// Rows of a table are the same for every conversation if at least this share of repeated views agrees.
    private static final double STABLE = 0.97;

    private final Tables tables;
    private final Set<String> writers;
    private final Map<Table, Map<String, Views>> views = new LinkedHashMap<>();
    private final Set<String> values = new HashSet<>();
    private final ListingSearch listings;
    private final MembershipSearch memberships = new MembershipSearch();
    private final List<Observation> lists = new ArrayList<>();

    StoreInduction(Tables tables, Set<String> writers) {
        this.tables = tables;
        this.writers = writers;
        this.listings = new ListingSearch(tables);
    }

    /// How often a start view was seen.
    private static final class Votes {
        private final Row row;
        private int count;

        private Votes(Row row) {
            this.row = row;
        }
    }

    /// The views of one row: those at the start of a conversation, by content, and the earliest later one.
    private static final class Views {
        private final Map<Integer, Votes> atStart = new LinkedHashMap<>();
        private @org.jspecify.annotations.Nullable Row later;
        private int starts;

        private Row best() {
            Votes best = null;
            for (Votes votes : atStart.values()) {
                best = best == null || votes.count > best.count ? votes : best;
            }
            return best != null ? best.row : java.util.Objects.requireNonNull(later);
        }

        private int mostVotes() {
            return atStart.values().stream()
                    .mapToInt(votes -> votes.count)
                    .max()
                    .orElse(0);
        }
    }

    void add(List<Observation> conversation) {
        boolean changed = false;
        Map<Table, Map<String, JsonNode>> here = new HashMap<>();
        for (Observation seen : conversation) {
            if (seen.isError()) {
                continue;
            }
            if (!changed && writers.contains(seen.tool())) {
                memberships.add(here);
                changed = true;
            }
            boolean atStart = !changed;
            collect(seen.arguments());
            collect(seen.result());
            if (!writers.contains(seen.tool())) {
                listings.add(seen);
                if (atStart) {
                    lists.add(seen);
                }
                tables.view(
                        seen.tool(),
                        seen.arguments(),
                        (view, key) -> add(view, key, seen.result(), seen, atStart, here));
            }
            tables.entitiesIn(
                    seen.tool(),
                    seen.arguments(),
                    seen.result(),
                    (table, view, key, object) -> add(table, key, object, seen, atStart, here));
        }
        if (!changed) {
            memberships.add(here);
        }
    }

    private void add(
            Table table,
            String key,
            JsonNode value,
            Observation seen,
            boolean atStart,
            Map<Table, Map<String, JsonNode>> here) {
        Map<String, JsonNode> mine = here.computeIfAbsent(table, any -> new HashMap<>());
        JsonNode known = mine.get(key);
        JsonNode whole = completed(known, value);
        if (known != null && whole.equals(known)) {
            return;
        }
        mine.put(key, whole);
        Views row = views.computeIfAbsent(table, any -> new HashMap<>()).computeIfAbsent(key, any -> new Views());
        Row shown = new Row(whole, seen.conversation(), seen.position());
        if (atStart) {
            row.starts++;
            row.atStart.computeIfAbsent(whole.hashCode(), any -> new Votes(shown)).count++;
            if (known != null) {
                row.starts--;
                Votes partial = row.atStart.get(known.hashCode());
                if (partial != null && --partial.count == 0) {
                    row.atStart.remove(known.hashCode());
                }
            }
        } else if (known == null && (row.later == null || row.later.position() > seen.position())) {
            row.later = shown;
        }
    }

    /// What one conversation showed of a row in parts, put together: the first value of every field.
    private static JsonNode completed(@org.jspecify.annotations.Nullable JsonNode known, JsonNode value) {
        if (known instanceof ObjectNode first && value instanceof ObjectNode second) {
            ObjectNode whole = second.deepCopy();
            whole.setAll(first);
            return whole;
        }
        return known == null ? value : known;
    }

    Store store() {
        Map<Table, Map<String, Row>> rows = new HashMap<>();
        Map<Table, Boolean> stable = new HashMap<>();
        views.forEach((table, byKey) -> {
            Map<String, Row> best = new HashMap<>();
            long repeated = 0;
            long agreeing = 0;
            for (Map.Entry<String, Views> entry : byKey.entrySet()) {
                Views row = entry.getValue();
                best.put(entry.getKey(), row.best());
                if (row.starts > 1) {
                    repeated += row.starts;
                    agreeing += Math.max(row.mostVotes(), subsets(row));
                }
            }
            rows.put(table, best);
            stable.put(table, agreeing >= STABLE * repeated);
        });
        Map<String, Listing> found = listings.listings();
        return new Store(rows, stable, values, found, alwaysSame(found, stable), memberships.memberships());
    }

    /// Lists of rows that are the same for every conversation.
    private Rosters alwaysSame(Map<String, Listing> found, Map<Table, Boolean> stable) {
        Rosters rosters = new Rosters(found);
        for (Observation seen : lists) {
            Listing listing = found.get(seen.tool());
            if (listing != null && listing.grows() && stable.getOrDefault(listing.table(), false)) {
                rosters.listed(seen.tool(), seen.arguments(), seen.result(), 0);
            }
        }
        return rosters;
    }

    /// Views that show only a part of the row that most saw whole agree with it.
    private static int subsets(Views row) {
        JsonNode best = row.best().value();
        int agreeing = 0;
        for (Votes votes : row.atStart.values()) {
            agreeing += agrees(votes.row.value(), best) ? votes.count : 0;
        }
        return agreeing;
    }

    private static boolean agrees(JsonNode part, JsonNode whole) {
        if (!(part instanceof ObjectNode object) || !(whole instanceof ObjectNode)) {
            return Values.equal(part, whole);
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode other = whole.get(field.getKey());
            if (other != null && !Values.equal(field.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private void collect(JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                values.add(field.getKey());
                collect(field.getValue());
            });
        } else if (value.isArray()) {
            value.forEach(this::collect);
        } else if (!value.isNull()) {
            values.add(value.asText());
        }
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The rows that a session begins with. Immutable once built, safe to share.
final class Store {

    private final Map<Table, Map<String, Row>> rows;
    private final Map<Table, Boolean> stable;
    private final Set<String> values;
    private final Map<String, Listing> listings;
    private final Rosters rosters;
    private final List<Membership> memberships;
    private final Map<String, Map<String, List<String>>> indexes = new ConcurrentHashMap<>();
    private final Lazy<CountedIds> counted;

    /// @param rosters lists that every session knows
    Store(
            Map<Table, Map<String, Row>> rows,
            Map<Table, Boolean> stable,
            Set<String> values,
            Map<String, Listing> listings,
            Rosters rosters,
            List<Membership> memberships) {
        this.rows = rows;
        this.stable = stable;
        this.values = values;
        this.listings = listings;
        this.rosters = rosters;
        this.memberships = List.copyOf(memberships);
        this.counted = new Lazy<>(() -> new CountedIds(rows));
    }

    /// Lists that name rows which refer back.
    List<Membership> memberships() {
        return memberships;
    }

    /// How a tool lists rows, if it does.
    Optional<Listing> listing(String tool) {
        return Optional.ofNullable(listings.get(tool));
    }

    /// The lists that every session knows, for a session to go on with.
    Rosters rosters() {
        return rosters.session();
    }

    /// The key of the row that has this value in a field, whatever its letter case; empty if none or several have.
    Optional<String> keyBy(Table table, String field, String value) {
        List<String> keys = keysBy(table, field, value);
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    /// The keys of the rows that have this value in a field, whatever its letter case.
    List<String> keysBy(Table table, String field, String value) {
        return indexes.computeIfAbsent(table.name() + "." + field, any -> index(table, field))
                .getOrDefault(value.toLowerCase(Locale.ROOT), List.of());
    }

    private Map<String, List<String>> index(Table table, String field) {
        Map<String, List<String>> index = new HashMap<>();
        rows.getOrDefault(table, Map.of()).forEach((key, row) -> {
            JsonNode found = row.value().path(field);
            if (found.isValueNode() && !found.isNull()) {
                index.computeIfAbsent(found.asText().toLowerCase(Locale.ROOT), any -> new ArrayList<>(1))
                        .add(key);
            }
        });
        return index;
    }

    static Store empty() {
        return new Store(new HashMap<>(), new HashMap<>(), new HashSet<>(), Map.of(), new Rosters(Map.of()), List.of());
    }

    Optional<Row> row(Table table, String key) {
        return Optional.ofNullable(rows.getOrDefault(table, Map.of()).get(key));
    }

    /// Whether different conversations show the rows of this table alike at their start, so that what one of them
    /// showed holds for a new one.
    boolean isStable(Table table) {
        return stable.getOrDefault(table, false);
    }

    /// Whether any accepted answer or call names this value.
    boolean names(String value) {
        return values.contains(value);
    }

    /// Whether an id that nothing names may exist all the same.
    boolean mayExist(String field, String value) {
        return counted.get().mayExist(field, value);
    }

    Stream<Row> rows(Table table) {
        return rows.getOrDefault(table, Map.of()).values().stream();
    }

    Set<String> keys(Table table) {
        return Collections.unmodifiableSet(rows.getOrDefault(table, Map.of()).keySet());
    }

    ObjectNode describe(Table table) {
        ObjectNode json = Json.object().put("kind", table.kind().name().toLowerCase(Locale.ROOT));
        json.set("key", Json.of(table.key()));
        json.put("rows", keys(table).size());
        json.put("same_for_every_conversation", isStable(table));
        json.set(
                "shown_by",
                Json.of(table.views().keySet().stream().map(Table.Site::text).toList()));
        return json;
    }

    long size(List<Table> tables) {
        return tables.stream()
                .filter(table -> table.kind() == Table.Kind.ENTITY)
                .mapToLong(table -> keys(table).size())
                .sum();
    }
}

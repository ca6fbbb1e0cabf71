package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What one session knows of the tables: its own rows over those of the store. Mutable, for one thread; rows are
/// replaced, never changed.
final class State {

    private final Tables tables;
    private final Store store;
    private final Rosters rosters;
    private final Map<Table, Map<String, JsonNode>> own = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<Place> doubted = new HashSet<>();
    private final Freshness freshness;
    private final ChangeLog log;
    private final Guessed guessed;
    private boolean changed;

    State(Tables tables, Store store) {
        this(tables, store, store.rosters(), new ChangeLog(), new Guessed(), new Freshness());
    }

    private State(Tables tables, Store store, Rosters rosters, ChangeLog log, Guessed guessed, Freshness freshness) {
        this.log = log;
        this.guessed = guessed;
        this.freshness = freshness;
        this.tables = tables;
        this.store = store;
        this.rosters = rosters;
    }

    /// An independent state that knows the same.
    State copy() {
        State copy = new State(tables, store, rosters.copy(), log.copy(), guessed.copy(), freshness.copy());
        own.forEach((table, rows) -> copy.own.put(table, new HashMap<>(rows)));
        copy.named.addAll(named);
        copy.doubted.addAll(doubted);
        copy.changed = changed;
        return copy;
    }

    /// A call was accepted that changes something.
    void change(Write write) {
        changed = true;
        freshness.wrote(write);
    }

    /// What may be out of date.
    Freshness freshness() {
        return freshness;
    }

    boolean hasChanged() {
        return changed;
    }

    /// What writing calls did to the rows.
    ChangeLog log() {
        return log;
    }

    /// What of the rows is a guess.
    Guessed guessed() {
        return guessed;
    }

    Store store() {
        return store;
    }

    /// The row as this session knows it, else as the logs show it.
    Optional<JsonNode> row(Table table, String key) {
        JsonNode mine = ownRows(table).get(key);
        return mine != null ? Optional.of(mine) : store.row(table, key).map(Row::value);
    }

    /// The row as far as it can be relied on: as this session saw it, or from a table that looks the same to every
    /// conversation.
    Optional<JsonNode> trusted(Table table, String key) {
        if (isDoubted(table, key)) {
            return Optional.empty();
        }
        JsonNode mine = ownRows(table).get(key);
        if (mine != null) {
            return Optional.of(mine);
        }
        return store.isStable(table) ? store.row(table, key).map(Row::value) : Optional.empty();
    }

    boolean isDoubted(Table table, String key) {
        return !doubted.isEmpty() && doubted.contains(new Place(table, key));
    }

    /// Whether this session knows of the row, or that it may have changed.
    boolean isChanged(Table table, String key) {
        return isDoubted(table, key) || ownRow(table, key).isPresent();
    }

    /// The same, found by the value of a field that is not the key.
    Optional<JsonNode> trustedBy(Table table, String field, String value) {
        for (JsonNode row : ownRows(table).values()) {
            if (row.path(field).asText().equalsIgnoreCase(value)) {
                return Optional.of(row);
            }
        }
        return store.keyBy(table, field, value)
                .flatMap(key -> trusted(table, key))
                .filter(row -> !row.has(field) || row.path(field).asText().equalsIgnoreCase(value));
    }

    /// The row only if this session has seen or written it.
    Optional<JsonNode> ownRow(Table table, String key) {
        return Optional.ofNullable(ownRows(table).get(key));
    }

    Map<String, JsonNode> ownRows(Table table) {
        return own.getOrDefault(table, Map.of());
    }

    /// The rows of a table that this session knows for certain, by their keys, as in most systems: short ones first.
    ArrayNode shown(Table table) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        ownRows(table).entrySet().stream()
                .filter(row -> !isDoubted(table, row.getKey()))
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())))
                .forEach(row -> rows.add(row.getValue()));
        return rows;
    }

    /// Whether any log, or this session, knows the value as a name of something.
    boolean names(String value) {
        return named.contains(value) || store.names(value);
    }

    /// Nobody knows any more how this row is, until it is shown again.
    void doubt(Table table, String key) {
        doubted.add(new Place(table, key));
        changed = true;
    }

    void put(Table table, String key, JsonNode row) {
        put(table, key, row(table, key), row);
    }

    private void put(Table table, String key, Optional<JsonNode> before, JsonNode row) {
        if (!doubted.isEmpty()) {
            doubted.remove(new Place(table, key));
        }
        log.touched(table, key, before, row);
        own.computeIfAbsent(table, any -> new HashMap<>()).put(key, row);
        changed |= before.filter(row::equals).isEmpty();
        named.addAll(Table.parts(key));
        guessed.put(table, key);
    }

    /// Takes in a row that was made up: nothing has changed by it, and it was shown just now.
    void invent(Table table, String key, JsonNode row) {
        boolean before = changed;
        log.close();
        put(table, key, row);
        changed = before;
        guessed.invented(table, key);
        freshness.shown(table, key);
        nameAll(row);
    }

    private void nameAll(JsonNode value) {
        if (value.isContainerNode()) {
            value.forEach(this::nameAll);
        } else {
            named.add(value.asText());
        }
    }

    /// Takes in an accepted answer: every object in it that is a row shows the row's present state.
    ///
    /// @param fresh counts the ids of these rows
    void observe(String tool, ObjectNode arguments, JsonNode answer, FreshIds fresh) {
        tables.view(tool, arguments, (view, key) -> {
            put(view, key, answer);
            guessed.shown(view, key);
            freshness.shown(view, key);
        });
        tables.entitiesIn(tool, arguments, answer, (table, view, key, object) -> {
            Optional<JsonNode> before = row(table, key);
            JsonNode now = before.orElse(object) instanceof ObjectNode row ? view.merged(row, object) : object;
            put(table, key, before, now);
            if (now.equals(object)) {
                guessed.shown(table, key);
            }
            rosters.shown(tool, table, key, object);
            enlist(table, key, object);
            fresh.saw(table, key);
        });
        rosters.listed(tool, arguments, answer, freshness.writes());
    }

    /// Whoever has a list of such rows has this one in it.
    private void enlist(Table table, String key, ObjectNode row) {
        for (Membership membership : store.memberships()) {
            if (membership.member().equals(table) && row.path(membership.field()) instanceof TextNode owner) {
                trusted(membership.owner(), owner.textValue())
                        .flatMap(known -> membership.joined(known, key))
                        .ifPresent(longer -> put(membership.owner(), owner.textValue(), longer));
            }
        }
    }

    /// The list that a call asks for, before it is filtered, as far as it is known to be as the tool shows it.
    Optional<Rosters.Roster> roster(
            Listing listing, ObjectNode arguments, Function<Rosters.Roster, Predicate<Write>> lasts) {
        return rosters.of(listing, arguments)
                .filter(roster -> listing.understands(arguments))
                .filter(roster -> listing.grows() || !freshness.isOutdated(roster.changes(), lasts.apply(roster)));
    }

    /// The keys of all rows that are known to belong to what an argument names, by this session or by any log.
    Set<String> belonging(Listing listing, Listing.Owner owner, String name) {
        String field = owner.field().orElseThrow();
        Set<String> keys = new LinkedHashSet<>(store.keysBy(listing.table(), field, name));
        ownRows(listing.table()).forEach((key, row) -> {
            if (row.path(field).asText().equals(name)) {
                keys.add(key);
            }
        });
        for (Membership membership : store.memberships()) {
            if (membership.member().equals(listing.table())
                    && membership.field().equals(field)) {
                row(membership.owner(), name)
                        .ifPresent(row -> row.path(membership.list()).forEach(key -> keys.add(key.asText())));
            }
        }
        return keys;
    }

    /// Takes these rows for the whole list that a call asks for.
    ///
    /// @param answer what stands beside them
    void suppose(Listing listing, ObjectNode arguments, Collection<String> keys, JsonNode answer) {
        rosters.suppose(listing, arguments, new Rosters.Roster(List.copyOf(keys), answer, freshness.writes()));
    }

    /// The rows of a list as they are now; empty where one of them is not known.
    Optional<ArrayNode> listed(Listing listing, Rosters.Roster roster) {
        List<ObjectNode> rows = new ArrayList<>();
        Table.Site site = listing.site();
        for (String key : roster.keys()) {
            Optional<ObjectNode> shown = trusted(listing.table(), key)
                    .filter(ObjectNode.class::isInstance)
                    .flatMap(row -> listing.table().shownAt(site, (ObjectNode) row));
            if (shown.isEmpty()) {
                return Optional.empty();
            }
            rows.add(shown.get());
        }
        rows.sort(listing.order()::compare);
        return Optional.of(Json.MAPPER.createArrayNode().addAll(rows));
    }

    /// The answer to a call that lists rows, as it was shown but for the rows, which are those of now; empty where
    /// the list is not known to be whole.
    Optional<JsonNode> list(String tool, ObjectNode arguments) {
        return store.listing(tool)
                .flatMap(listing -> roster(listing, arguments, _ -> _ -> false)
                        .filter(roster -> !listing.isCut(roster.keys().size()) || listing.isWhole(arguments))
                        .flatMap(roster -> listed(listing, roster)
                                .flatMap(rows -> listing.passing(rows, arguments))
                                .map(rows -> listing.with(rows, roster.answer()))));
    }

    /// An answer that was given earlier, with every row in it as this session knows it now; missing where one of
    /// them may have changed in an unknown way.
    JsonNode refreshed(String tool, JsonNode answer) {
        return own.isEmpty() && !changed
                ? answer
                : tables.sites(tool)
                        .map(root -> new Refreshing(this).refresh(root, answer))
                        .orElse(answer);
    }
}

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which rows are in the lists that a session has seen whole, and have come into them since. Mutable, for one
/// thread.
final class Rosters {

    private final Map<String, Listing> listings;
    private final Map<Table, List<Growing>> growing;
    private final Map<String, Roster> logged;
    private final Map<String, Roster> known;

    /// A list.
    ///
    /// @param keys of its rows, in the order in which they came
    /// @param answer the answer that showed it
    /// @param changes how many changes the session had seen then
    record Roster(List<String> keys, JsonNode answer, int changes) {
        Roster {
            keys = List.copyOf(keys);
        }

        private Roster with(String key) {
            List<String> more = new ArrayList<>(keys);
            more.add(key);
            return new Roster(more, answer, changes);
        }
    }

    /// A kind of lists that shown rows come into.
    ///
    /// @param all the name of the list of all rows
    private record Growing(Listing listing, String all) {}

    Rosters(Map<String, Listing> listings) {
        this(listings, growing(listings), Map.of(), new HashMap<>());
    }

    private static Map<Table, List<Growing>> growing(Map<String, Listing> listings) {
        Map<Table, List<Growing>> growing = new HashMap<>();
        for (Listing listing : listings.values()) {
            if (listing.grows()) {
                growing.computeIfAbsent(listing.table(), _ -> new ArrayList<>())
                        .add(new Growing(listing, listing.all()));
            }
        }
        return growing;
    }

    /// @param logged lists that every session knows; never changed
    private Rosters(
            Map<String, Listing> listings,
            Map<Table, List<Growing>> growing,
            Map<String, Roster> logged,
            Map<String, Roster> known) {
        this.listings = listings;
        this.growing = growing;
        this.logged = logged;
        this.known = known;
    }

    Rosters copy() {
        return new Rosters(listings, growing, logged, new HashMap<>(known));
    }

    /// A session's own, over these, which nobody may change any more.
    Rosters session() {
        return new Rosters(listings, growing, known, new HashMap<>());
    }

    /// A list is shown.
    void listed(String tool, ObjectNode arguments, JsonNode answer, int changes) {
        Listing listing = listings.get(tool);
        if (listing == null || !listing.isWhole(arguments) || !listing.understands(arguments)) {
            return;
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode row : listing.list(answer)) {
            listing.table().keyOf(row).ifPresent(keys::add);
        }
        String name = listing.roster(arguments);
        known.put(name, new Roster(keys, answer, changes));
        if (name.equals(listing.all()) && !listing.isCut(keys.size())) {
            parts(listing, answer).forEach((part, members) -> known.put(part, new Roster(members, answer, changes)));
        }
    }

    /// The lists that the rows of all belong to.
    private static Map<String, List<String>> parts(Listing listing, JsonNode answer) {
        Map<String, List<String>> parts = new TreeMap<>();
        for (JsonNode row : listing.list(answer)) {
            Optional<String> key = listing.table().keyOf(row);
            Optional<String> name = listing.rosterOf(row);
            if (key.isPresent() && name.isPresent()) {
                parts.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(key.get());
            }
        }
        return parts;
    }

    /// A list is taken to have these rows.
    void suppose(Listing listing, ObjectNode arguments, Roster roster) {
        known.put(listing.roster(arguments), roster);
    }

    /// Another tool shows a row: it is in every list that it belongs to.
    void shown(String tool, Table table, String key, JsonNode row) {
        for (Growing list : growing.getOrDefault(table, List.of())) {
            if (!list.listing.tool().equals(tool)) {
                enlist(list.all, key);
                list.listing.rosterOf(row).ifPresent(name -> enlist(name, key));
            }
        }
    }

    private void enlist(String name, String key) {
        Roster roster = find(name);
        if (roster != null && !roster.keys.contains(key)) {
            known.put(name, roster.with(key));
        }
    }

    /// The list that a call asks for, before it is filtered; empty where it was not seen whole.
    Optional<Roster> of(Listing listing, ObjectNode arguments) {
        return Optional.ofNullable(find(listing.roster(arguments)));
    }

    private @Nullable Roster find(String name) {
        Roster mine = known.get(name);
        return mine == null ? logged.get(name) : mine;
    }
}

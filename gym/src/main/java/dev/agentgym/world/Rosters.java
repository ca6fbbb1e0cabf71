package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which rows are in the lists that a session has seen whole, and have come into them since. Mutable, for one
/// thread.
final class Rosters {

    private final Map<String, Listing> listings;
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
            if (keys.contains(key)) {
                return this;
            }
            List<String> more = new ArrayList<>(keys);
            more.add(key);
            return new Roster(more, answer, changes);
        }
    }

    Rosters(Map<String, Listing> listings) {
        this(listings, Map.of(), new HashMap<>());
    }

    /// @param logged lists that every session knows; never changed
    private Rosters(Map<String, Listing> listings, Map<String, Roster> logged, Map<String, Roster> known) {
        this.listings = listings;
        this.logged = logged;
        this.known = known;
    }

    Rosters copy() {
        return new Rosters(listings, logged, new HashMap<>(known));
    }

    /// A session's own, over these, which nobody may change any more.
    Rosters session() {
        return new Rosters(listings, known, new HashMap<>());
    }

    /// A list is shown.
    void listed(String tool, ObjectNode arguments, JsonNode answer, int changes) {
        Listing listing = listings.get(tool);
        if (listing == null || !listing.isWhole(arguments) || !listing.understands(arguments)) {
            return;
        }
        List<String> keys = new ArrayList<>();
        Map<String, List<String>> parts = new TreeMap<>();
        for (JsonNode row : listing.list(answer)) {
            listing.table().keyOf(row).ifPresent(key -> {
                keys.add(key);
                listing.rosterOf(row)
                        .ifPresent(name -> parts.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(key));
            });
        }
        String name = listing.roster(arguments);
        known.put(name, new Roster(keys, answer, changes));
        if (name.equals(listing.all()) && !listing.isCut(keys.size())) {
            parts.forEach((part, members) -> known.put(part, new Roster(members, answer, changes)));
        }
    }

    /// A list is taken to have these rows.
    void suppose(Listing listing, ObjectNode arguments, Roster roster) {
        known.put(listing.roster(arguments), roster);
    }

    /// Another tool shows a row: it is in every list that it belongs to.
    void shown(String tool, Table table, String key, JsonNode row) {
        for (Listing listing : listings.values()) {
            if (listing.table().equals(table) && !listing.tool().equals(tool) && listing.grows()) {
                enlist(listing.all(), key);
                listing.rosterOf(row).ifPresent(name -> enlist(name, key));
            }
        }
    }

    private void enlist(String name, String key) {
        of(name).map(roster -> roster.with(key)).ifPresent(roster -> known.put(name, roster));
    }

    /// The list that a call asks for, before it is filtered; empty where it was not seen whole.
    Optional<Roster> of(Listing listing, ObjectNode arguments) {
        return of(listing.roster(arguments));
    }

    private Optional<Roster> of(String name) {
        Roster mine = known.get(name);
        return Optional.ofNullable(mine == null ? logged.get(name) : mine);
    }
}

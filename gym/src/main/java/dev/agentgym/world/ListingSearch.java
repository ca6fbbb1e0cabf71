package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the tools that list rows, and which rows they list. For one thread.
///
/// Every argument has to be explained: one says whose rows are listed, the others compare with a field of them. The
/// order is that of a field if all lists are in it.
final class ListingSearch {

    private static final int FEWEST_CALLS = 3;
    private static final double MOSTLY = 0.97;
    private static final int FEWEST_CUT = 5;
    private static final double CUT = 0.1;

    private final Tables tables;
    private final TreeMap<String, List<Observation>> calls = new TreeMap<>();

    ListingSearch(Tables tables) {
        this.tables = tables;
    }

    /// Takes in an accepted call of a tool that changes nothing.
    void add(Observation seen) {
        calls.computeIfAbsent(seen.tool(), _ -> new ArrayList<>()).add(seen);
    }

    /// The listings, by tool.
    Map<String, Listing> listings() {
        Map<String, Listing> found = new TreeMap<>();
        calls.forEach((tool, seen) -> {
            if (seen.size() >= FEWEST_CALLS) {
                listing(tool, seen).ifPresent(listing -> found.put(tool, listing));
            }
        });
        Optional<String> any = found.values().stream()
                .flatMap(listing -> listing.bounds().stream())
                .findFirst();
        found.replaceAll(
                (_, listing) -> listing.by(listing.bounds().stream().findFirst().or(() -> any)));
        return found;
    }

    private Optional<Listing> listing(String tool, List<Observation> seen) {
        Set<String> fields = new TreeSet<>(Set.of(""));
        seen.forEach(call -> call.result().fieldNames().forEachRemaining(fields::add));
        for (String field : fields) {
            Optional<Table> table = tables.at(new Table.Site(tool, field + "[]"));
            boolean lists = seen.stream()
                    .allMatch(call ->
                            (field.isEmpty() ? call.result() : call.result().path(field)).isArray());
            if (table.isPresent() && lists && !isAsked(table.get(), tool, field)) {
                return new Rows(tool, field, table.get(), seen).listing();
            }
        }
        return Optional.empty();
    }

    /// Whether its rows say themselves which they are.
    private static boolean isAsked(Table table, String tool, String field) {
        Table.View view = table.views().get(new Table.Site(tool, field + "[]"));
        return view != null && !view.asked().isEmpty();
    }

    /// The rows that one tool listed.
    private record Rows(String tool, String field, Table table, List<Observation> seen) {

        Optional<Listing> listing() {
            Set<String> arguments = new TreeSet<>();
            seen.forEach(call -> call.arguments().fieldNames().forEachRemaining(arguments::add));
            Optional<Listing.Owner> owner = arguments.stream()
                    .filter(this::isAlwaysGiven)
                    .flatMap(argument -> fields().stream()
                            .filter(name -> holds(argument, RowTest.EQUAL, name))
                            .map(name -> new Listing.Owner(argument, Optional.of(name)))
                            .limit(1))
                    .findFirst()
                    .or(() -> only(arguments));
            ListSize size = ListSize.of(seen, this::list);
            List<Listing.Filter> filters = new ArrayList<>();
            for (String argument : arguments) {
                boolean other =
                        owner.filter(of -> of.argument().equals(argument)).isPresent() || size.isLimit(argument);
                if (!other) {
                    filter(argument).ifPresent(filters::add);
                }
            }
            boolean anybodys = owner.isEmpty() && seen.stream().allMatch(call -> everybodys(call, filters, size));
            return owner.isPresent() || anybodys ? Optional.of(listing(owner, filters, size)) : Optional.empty();
        }

        private Listing listing(Optional<Listing.Owner> owner, List<Listing.Filter> filters, ListSize size) {
            int most = most(size);
            Set<JsonNode> lists = new LinkedHashSet<>();
            seen.forEach(call -> lists.add(list(call)));
            ListedFields shown = ListedFields.of(lists, most);
            return new Listing(tool, field, table, owner, filters, order(), size, most, shown, Optional.empty());
        }

        /// Without an owner every argument must be a filter, or else an unknown part of all rows is listed.
        private static boolean everybodys(Observation call, List<Listing.Filter> filters, ListSize size) {
            Set<String> known = new HashSet<>();
            size.limit().ifPresent(known::add);
            filters.forEach(filter -> known.add(filter.argument()));
            Set<String> given = new HashSet<>();
            call.arguments().fieldNames().forEachRemaining(given::add);
            return known.containsAll(given);
        }

        /// The one argument that every call has says whose rows are listed, even if the rows do not.
        private Optional<Listing.Owner> only(Set<String> arguments) {
            List<String> given = arguments.stream().filter(this::isAlwaysGiven).toList();
            return given.size() == 1
                    ? Optional.of(new Listing.Owner(given.getFirst(), Optional.empty()))
                    : Optional.empty();
        }

        /// Many lists of the same, largest length are rather cut: as many as of the length before, at least.
        private int most(ListSize size) {
            List<Observation> whole =
                    seen.stream().filter(call -> !size.limits(call.arguments())).toList();
            int longest =
                    whole.stream().mapToInt(call -> list(call).size()).max().orElse(0);
            long full = ofLength(longest, whole);
            boolean piledUp = full >= FEWEST_CUT && full >= CUT * whole.size() && full >= ofLength(longest - 1, whole);
            return longest > 1 && piledUp ? longest : Integer.MAX_VALUE;
        }

        private long ofLength(int rows, List<Observation> calls) {
            return calls.stream()
                    .filter(call -> list(call).size() == rows)
                    .map(call -> list(call).toString())
                    .distinct()
                    .count();
        }

        private boolean isAlwaysGiven(String argument) {
            return seen.stream().allMatch(call -> call.arguments().hasNonNull(argument));
        }

        private Set<String> fields() {
            Table.View view = table.views().get(new Table.Site(tool, field + "[]"));
            return view == null ? Set.of() : view.always();
        }

        private JsonNode list(Observation call) {
            return field.isEmpty() ? call.result() : call.result().path(field);
        }

        private Optional<Listing.Filter> filter(String argument) {
            for (RowTest test : RowTest.values()) {
                for (String name : ordered(argument)) {
                    if (holds(argument, test, name)) {
                        return Optional.of(Listing.Filter.logged(argument, test, name));
                    }
                }
            }
            return Optional.empty();
        }

        /// Fields whose names resemble the argument's come first.
        private List<String> ordered(String argument) {
            List<String> ordered = new ArrayList<>(fields());
            ordered.sort((a, b) -> Boolean.compare(!resemble(argument, a), !resemble(argument, b)));
            return ordered;
        }

        private static boolean resemble(String argument, String name) {
            Set<String> words = words(argument);
            words.retainAll(words(name));
            return !words.isEmpty();
        }

        /// The words of `min_price`, `minPrice`.
        private static Set<String> words(String name) {
            return new HashSet<>(List.of(name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "_")
                    .toLowerCase(Locale.ROOT)
                    .split("_")));
        }

        /// Whether every listed row compares with the argument of its call in this way, and several calls show it.
        private boolean holds(String argument, RowTest test, String name) {
            int rows = 0;
            int right = 0;
            Set<String> values = new HashSet<>();
            for (Observation call : seen) {
                JsonNode wanted = call.arguments().path(argument);
                if (wanted.isMissingNode() || wanted.isNull()) {
                    continue;
                }
                for (JsonNode row : list(call)) {
                    rows++;
                    right += Listing.Filter.logged(argument, test, name).passes(wanted, row) ? 1 : 0;
                    values.add(wanted.asText());
                }
            }
            return values.size() > 1 && right >= MOSTLY * rows;
        }

        /// The one that tells most rows apart.
        private Listing.Order order() {
            List<String> candidates = new ArrayList<>(table.key());
            fields().stream().filter(name -> !table.key().contains(name)).forEach(candidates::add);
            Listing.Order best = Listing.Order.AS_THEY_COME;
            int most = FEWEST_CALLS - 1;
            for (String name : candidates) {
                for (boolean descending : new boolean[] {false, true}) {
                    Listing.Order order = new Listing.Order(name, descending);
                    int steps = steps(order);
                    best = steps > most ? order : best;
                    most = Math.max(most, steps);
                }
            }
            return best;
        }

        /// How many rows stand behind another one because of this order; 0 where any stands against it.
        private int steps(Listing.Order order) {
            int steps = 0;
            for (Observation call : seen) {
                JsonNode before = null;
                for (JsonNode row : list(call)) {
                    if (before != null) {
                        int step = order.compare(before, row);
                        if (step > 0) {
                            return 0;
                        }
                        steps += step < 0 ? 1 : 0;
                    }
                    before = row;
                }
            }
            return steps;
        }
    }
}

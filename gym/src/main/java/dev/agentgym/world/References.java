package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which values are keys of which tables. Tables whose keys are the same things (a customer's account, invoices and
/// devices, all by customer id) form one domain. Immutable once built, but not safe to share while it fills its
/// cache.
final class References {

    /// A place holds references if at least this share of its different values are keys.
    private static final double MOSTLY = 0.5;

    /// Two tables with the same key field are about the same things if this share of the smaller one's keys are
    /// keys of the other.
    private static final double SAME_THINGS = 0.2;

    private static final int ROWS = 400;
    private static final int MOST_TABLES_OF_A_VALUE = 12;

    private final List<Table> tables;
    private final Store store;
    private final Map<String, List<Table>> holders = new HashMap<>();
    private final Map<Table, Table> representative = new HashMap<>();
    private final Map<Table, List<Reference>> ofRows = new HashMap<>();

    /// Fields of a row that hold keys of a domain.
    ///
    /// @param steps where in the row
    /// @param tables the domain
    record Reference(List<String> steps, List<Table> tables) {}

    References(List<Table> tables, Store store) {
        this.tables = tables;
        this.store = store;
        for (Table table : tables) {
            representative.put(table, table);
            if (table.key().size() == 1) {
                store.keys(table)
                        .forEach(key -> holders.computeIfAbsent(key, any -> new ArrayList<>(2))
                                .add(table));
            }
        }
        unite();
    }

    private void unite() {
        TreeMap<String, Map<String, Integer>> shared = new TreeMap<>();
        for (List<Table> together : holders.values()) {
            for (Table a : together.subList(0, Math.min(together.size(), MOST_TABLES_OF_A_VALUE))) {
                for (Table b : together) {
                    if (a.name().compareTo(b.name()) < 0) {
                        shared.computeIfAbsent(a.name(), any -> new TreeMap<>()).merge(b.name(), 1, Integer::sum);
                    }
                }
            }
        }
        for (Table a : tables) {
            for (Table b : tables) {
                int common = shared.getOrDefault(a.name(), Map.of()).getOrDefault(b.name(), 0);
                int smaller = Math.min(store.keys(a).size(), store.keys(b).size());
                int larger = Math.max(store.keys(a).size(), store.keys(b).size());
                boolean same = a.key().equals(b.key()) ? common >= SAME_THINGS * smaller : common >= MOSTLY * larger;
                if (common > 0 && same) {

                    Table kept = find(a);
                    representative.put(find(b), kept);
                }
            }
        }
    }

    private Table find(Table table) {
        Table root = table;
        Table next = representative.getOrDefault(root, root);
        while (!next.equals(root)) {
            root = next;
            next = representative.getOrDefault(root, root);
        }
        return root;
    }

    /// The tables whose keys these values mostly are, entities first; empty if there are none.
    List<Table> domainOf(Collection<JsonNode> values) {
        Set<String> distinct = new LinkedHashSet<>();
        for (JsonNode value : values) {
            if (Identifiers.mayBeKey(value)) {
                distinct.add(value.asText());
            }
        }
        Map<Table, Integer> hits = new LinkedHashMap<>();
        for (String value : distinct) {
            Set<Table> roots = new HashSet<>();
            holders.getOrDefault(value, List.of()).forEach(table -> roots.add(find(table)));
            roots.forEach(root -> hits.merge(root, 1, Integer::sum));
        }
        return hits.entrySet().stream()
                .filter(hit -> hit.getValue() >= MOSTLY * distinct.size())
                .flatMap(hit -> domain(hit.getKey()).stream())
                .sorted(Comparator.comparing(Table::kind).thenComparing(Table::name))
                .toList();
    }

    private List<Table> domain(Table root) {
        return tables.stream()
                .filter(table -> table.key().size() == 1 && find(table).equals(root))
                .sorted(Comparator.comparing(Table::kind))
                .toList();
    }

    /// The references that the rows of a table hold, in its own fields and in objects inside it.
    List<Reference> ofRows(Table table) {
        return ofRows.computeIfAbsent(table, any -> {
            Map<List<String>, List<JsonNode>> values = new LinkedHashMap<>();
            store.rows(table).limit(ROWS).forEach(row -> scalars(List.of(), row.value(), values));
            return references(values, table);
        });
    }

    private List<Reference> references(Map<List<String>, List<JsonNode>> values, Table own) {
        List<Reference> references = new ArrayList<>();
        values.forEach((steps, found) -> {
            boolean ownKey = own.kind() == Table.Kind.ENTITY && own.key().equals(steps);
            if (!ownKey && isReference(steps.getLast(), found)) {
                List<Table> domain = domainOf(found);
                if (!domain.isEmpty()) {
                    references.add(new Reference(steps, domain));
                }
            }
        });
        return references;
    }

    static boolean isReference(String name, List<JsonNode> values) {
        return Identifiers.named(name) || values.stream().anyMatch(Identifiers::looksLike);
    }

    /// Scalars by where they stand in an object, not looking into lists or dictionaries.
    static void scalars(List<String> above, JsonNode value, Map<List<String>, List<JsonNode>> values) {
        if (!(value instanceof ObjectNode object)
                || above.size() > 2
                || (!above.isEmpty() && Sites.isDictionary(object))) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            List<String> steps = new ArrayList<>(above);
            steps.add(field.getKey());
            if (field.getValue().isObject()) {
                scalars(steps, field.getValue(), values);
            } else if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                values.computeIfAbsent(List.copyOf(steps), any -> new ArrayList<>())
                        .add(field.getValue());
            }
        }
    }

    /// Lists of objects by where they stand in an object: all their elements.
    static void lists(List<String> above, JsonNode value, Map<List<String>, List<ObjectNode>> found) {
        if (!(value instanceof ObjectNode object)
                || above.size() > 2
                || (!above.isEmpty() && Sites.isDictionary(object))) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            List<String> steps = new ArrayList<>(above);
            steps.add(field.getKey());
            if (field.getValue().isArray()) {
                for (JsonNode element : field.getValue()) {
                    if (element instanceof ObjectNode part) {
                        found.computeIfAbsent(List.copyOf(steps), any -> new ArrayList<>())
                                .add(part);
                    }
                }
            } else {
                lists(steps, field.getValue(), found);
            }
        }
    }

    /// Rows of a table, for looking at their lists.
    List<JsonNode> sample(Table table) {
        return store.rows(table).limit(ROWS).map(Row::value).toList();
    }

    Store store() {
        return store;
    }

    List<Table> tables() {
        return tables;
    }
}

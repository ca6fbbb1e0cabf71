package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the rows that the calls of a tool concern: by its arguments, and from there by references from row to row.
/// For one thread.
final class BinderSearch {

    private static final int DEEPEST = 3;
    private static final int MOST_BINDINGS = 16;
    private static final double MOSTLY = 0.5;
    private static final double SOMETIMES = 0.2;

    private final References references;
    private final List<Table> usable;
    private final List<ObjectNode> calls;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Enrichment> enrichments = new ArrayList<>();
    private final Set<String> names = new TreeSet<>(Binder.ALWAYS);

    /// @param tool whose calls
    /// @param calls the arguments of some of its calls
    BinderSearch(References references, String tool, List<ObjectNode> calls) {
        this.references = references;
        this.usable = references.tables().stream()
                .filter(table -> table.kind() != Table.Kind.VIEW
                        || table.views().keySet().stream()
                                .noneMatch(site -> site.tool().equals(tool)))
                .toList();
        this.calls = calls;
        names.addAll(Set.of("each", ToolRules.ANSWER));
    }

    /// @param shown tables of which rules may know all rows that were shown
    Binder binder(List<Table> shown) {
        bindArguments();
        bindComposites();
        for (int depth = 1, from = 0; depth < DEEPEST; depth++) {
            int to = bindings.size();
            for (Binding binding : List.copyOf(bindings.subList(from, to))) {
                follow(binding);
            }
            from = to;
        }
        enrich(Binder.ARGUMENTS, calls);
        bindings.stream()
                .filter(binding -> binding.table().kind() == Table.Kind.ENTITY)
                .forEach(binding -> enrich(binding.name(), references.sample(binding.table())));
        return new Binder(bindings, enrichments, shown);
    }

    private void bindArguments() {
        Map<List<String>, List<JsonNode>> values = new LinkedHashMap<>();
        calls.forEach(call -> References.scalars(List.of(), call, values));
        values.forEach((steps, found) -> {
            if (References.isReference(steps.getLast(), found)) {
                List<Table> domain = references.domainOf(found);
                List<String> path = prefixed(Binder.ARGUMENTS, steps);
                if (domain.isEmpty()) {
                    bindByField(path, found);
                } else {
                    bind(domain, path, "");
                }
            }
        });
    }

    private static List<String> prefixed(String first, List<String> rest) {
        List<String> path = new ArrayList<>(rest);
        path.addFirst(first);
        return path;
    }

    private void bind(Collection<Table> tables, List<String> path, String prefix) {
        for (Table table : tables) {
            if (usable.contains(table)) {
                add(table, "", List.of(new Program.Path(path)), prefix);
            }
        }
    }

    private void add(Table table, String field, List<Program.Path> key, String prefix) {
        boolean known = bindings.stream()
                .anyMatch(binding -> binding.table().equals(table)
                        && binding.field().equals(field)
                        && binding.key().equals(key));
        if (known || bindings.size() >= MOST_BINDINGS) {
            return;
        }
        String name = names.contains(table.name()) && !prefix.isEmpty() ? prefix + "_" + table.name() : table.name();
        for (int i = 2; !names.add(name); i++) {
            name = table.name() + "_" + i;
        }
        bindings.add(new Binding(name, table, field, key));
    }

    /// An argument that is no key may be another field by which rows are told apart, such as an e-mail address.
    private void bindByField(List<String> path, List<JsonNode> found) {
        Set<String> distinct = new LinkedHashSet<>();
        found.stream().filter(JsonNode::isTextual).forEach(value -> distinct.add(value.asText()));
        if (distinct.isEmpty()) {
            return;
        }
        for (Table table : usable) {
            if (table.kind() == Table.Kind.ENTITY && table.key().size() == 1) {
                for (String field : fields(table)) {
                    long hits = distinct.stream()
                            .filter(value -> references
                                    .store()
                                    .keyBy(table, field, value)
                                    .isPresent())
                            .count();
                    if (hits > 0 && hits >= MOSTLY * distinct.size()) {
                        add(table, field, List.of(new Program.Path(path)), "");
                        return;
                    }
                }
            }
        }
    }

    private static Set<String> fields(Table table) {
        Set<String> fields = new TreeSet<>();
        table.views().values().forEach(view -> fields.addAll(view.always()));
        fields.removeAll(table.key());
        return fields;
    }

    /// Rows that are found by several arguments at once, which then have the names of the key's fields.
    private void bindComposites() {
        for (Table table : usable) {
            if (table.key().size() > 1 && hits(table, calls) > 0) {
                List<Program.Path> key = table.key().stream()
                        .map(field -> Program.Path.of(Binder.ARGUMENTS, field))
                        .toList();
                add(table, "", key, "");
            }
        }
    }

    private double hits(Table table, List<? extends JsonNode> objects) {
        Set<String> keys = new HashSet<>();
        objects.forEach(object -> table.keyOf(object).ifPresent(keys::add));
        long known = keys.stream()
                .filter(key -> references.store().row(table, key).isPresent())
                .count();
        return keys.isEmpty() || known < SOMETIMES * keys.size() ? 0 : (double) known / keys.size();
    }

    private void follow(Binding binding) {
        for (References.Reference reference : references.ofRows(binding.table())) {
            List<Table> further = reference.tables().stream()
                    .filter(table ->
                            bindings.stream().noneMatch(known -> known.table().equals(table)))
                    .toList();
            if (!reference.tables().contains(binding.table())) {
                bind(further, prefixed(binding.name(), reference.steps()), binding.name());
            }
        }
    }

    private void enrich(String root, List<? extends JsonNode> objects) {
        Map<List<String>, List<ObjectNode>> lists = new LinkedHashMap<>();
        objects.forEach(object -> References.lists(List.of(), object, lists));
        lists.forEach((steps, elements) -> {
            for (Table table : usable) {
                if (table.key().size() > 1 && table.kind() == Table.Kind.ENTITY && hits(table, elements) > 0) {
                    enrichments.add(
                            new Enrichment(prefixed(root, steps), Enrichment.MARK + table.name(), table, table.key()));
                }
            }
            enrichByField(prefixed(root, steps), elements);
        });
    }

    private void enrichByField(List<String> list, List<ObjectNode> elements) {
        Map<List<String>, List<JsonNode>> values = new LinkedHashMap<>();
        elements.forEach(element -> References.scalars(List.of(), element, values));
        values.forEach((steps, found) -> {
            if (steps.size() == 1 && References.isReference(steps.getFirst(), found)) {
                Optional<Table> table = references.domainOf(found).stream()
                        .filter(usable::contains)
                        .findFirst();
                table.ifPresent(
                        known -> enrichments.add(new Enrichment(list, Enrichment.MARK + known.name(), known, steps)));
            }
        });
    }
}

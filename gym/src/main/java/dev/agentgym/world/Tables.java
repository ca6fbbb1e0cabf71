package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// The tables of a world, found by where they are shown. Immutable.
final class Tables {

    private static final Table.View PLAIN = new Table.View(new TreeSet<>(), new TreeSet<>());

    private final List<Table> all;
    private final Set<String> tools = new HashSet<>();
    private final Map<Table.Site, Table> bySite = new HashMap<>();
    private final Map<String, Table> views = new HashMap<>();

    Tables(List<Table> all) {
        this.all = List.copyOf(all);
        for (Table table : all) {
            table.views().keySet().forEach(site -> tools.add(site.tool()));
            if (table.kind() == Table.Kind.ENTITY) {
                table.views().keySet().forEach(site -> bySite.put(site, table));
            } else if (table.kind() == Table.Kind.VIEW) {
                table.views().keySet().forEach(site -> views.put(site.tool(), table));
            }
        }
    }

    /// These tables, but for the answers of some tools.
    Tables withoutViewsOf(Set<String> tools) {
        return new Tables(all.stream()
                .filter(table -> table.kind() != Table.Kind.VIEW
                        || table.views().keySet().stream().noneMatch(site -> tools.contains(site.tool())))
                .toList());
    }

    List<Table> all() {
        return all;
    }

    /// The table whose rows stand at this site.
    Optional<Table> at(Table.Site site) {
        return Optional.ofNullable(bySite.get(site));
    }

    /// The tables whose rows a tool's answers show.
    Set<Table> shownBy(String tool) {
        Set<Table> shown = new HashSet<>();
        bySite.forEach((site, table) -> {
            if (site.tool().equals(tool)) {
                shown.add(table);
            }
        });
        return shown;
    }

    /// Reports the row that the whole answer to a call is, where the tool's answers are rows of a view and the call
    /// has exactly the arguments that are its key.
    void view(String tool, ObjectNode arguments, BiConsumer<Table, String> found) {
        Table view = views.get(tool);
        if (view != null && arguments.size() == view.key().size()) {
            view.keyOf(arguments).ifPresent(key -> found.accept(view, key));
        }
    }

    /// Reports every row in an answer, outer ones first. Of a tool that no log shows, objects that look like rows
    /// of a table are taken for such.
    void entitiesIn(String tool, JsonNode answer, RowVisitor visitor) {
        boolean known = tools.contains(tool);
        Sites.walk(answer, (path, object) -> {
            Table.Site site = new Table.Site(tool, path);
            Optional<Table> table = known ? at(site) : resembling(object);
            table.ifPresent(of -> of.keyOf(object)
                    .ifPresent(key -> visitor.row(of, of.views().getOrDefault(site, PLAIN), key, object)));
        });
    }

    private Optional<Table> resembling(ObjectNode object) {
        return all.stream()
                .filter(table -> table.kind() == Table.Kind.ENTITY)
                .filter(table -> table.views().values().stream()
                        .anyMatch(view -> view.always().stream().allMatch(object::has)))
                .findFirst();
    }

    /// Gets the rows of an answer.
    @FunctionalInterface
    interface RowVisitor {
        void row(Table table, Table.View view, String key, ObjectNode object);
    }
}

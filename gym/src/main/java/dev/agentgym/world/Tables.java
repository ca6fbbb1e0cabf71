package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The tables of a world, found by where they are shown. Immutable.
final class Tables {

    private final List<Table> all;
    private final Map<String, SiteTree> sites = new HashMap<>();
    private final Map<Table.Site, Table> bySite = new HashMap<>();
    private final Map<String, Table> views = new HashMap<>();
    private final Map<String, Set<String>> issued;

    Tables(List<Table> all) {
        this(all, Map.of());
    }

    /// @param issued where the answers of tools tell ids that they give out anew, by tool
    private Tables(List<Table> all, Map<String, Set<String>> issued) {
        this.all = List.copyOf(all);
        this.issued = issued;
        Map<String, TreeMap<String, Table>> paths = new HashMap<>();
        for (Table table : all) {
            table.views().keySet().forEach(site -> paths.computeIfAbsent(site.tool(), _ -> new TreeMap<>()));
            if (table.kind() == Table.Kind.ENTITY) {
                table.views().keySet().forEach(site -> {
                    bySite.put(site, table);
                    Objects.requireNonNull(paths.get(site.tool())).put(site.path(), table);
                });
            } else if (table.kind() == Table.Kind.VIEW) {
                table.views().keySet().forEach(site -> views.put(site.tool(), table));
            }
        }
        paths.forEach((tool, at) -> sites.put(tool, new SiteTree(new Table.Site(tool, ""), at)));
    }

    /// These tables, but for the answers of some tools, as far as they are views or nothing but what was done.
    Tables withoutViewsOf(Set<String> tools) {
        return new Tables(all.stream()
                .filter(table -> table.views().keySet().stream().noneMatch(site -> tools.contains(site.tool()))
                        || (table.kind() == Table.Kind.ENTITY && !isReceipt(table, tools)))
                .toList());
    }

    /// Whether only whole answers of these tools are its rows, and other tables have what is found by their key.
    private boolean isReceipt(Table table, Set<String> tools) {
        return table.views().keySet().stream().allMatch(site -> site.path().isEmpty() && tools.contains(site.tool()))
                && all.stream()
                        .anyMatch(other -> other.kind() == Table.Kind.ENTITY
                                && !other.equals(table)
                                && other.key().equals(table.key()));
    }

    /// These tables, and where ids are given out.
    Tables issuing(Map<String, Set<String>> ids) {
        return new Tables(all, ids);
    }

    /// The name under which the ids are counted that a tool gives out at this place; empty where it gives out none.
    Optional<String> issued(String tool, String path) {
        return issued.getOrDefault(tool, Set.of()).contains(path) ? Optional.of(tool + " " + path) : Optional.empty();
    }

    /// Reports the ids that an answer gives out, with the names under which they are counted.
    void issuedIn(String tool, JsonNode answer, BiConsumer<String, String> found) {
        for (String path : issued.getOrDefault(tool, Set.of())) {
            JsonNode id = answer;
            for (String step : path.split("\\.", -1)) {
                id = id.path(step);
            }
            if (id.isValueNode()) {
                found.accept(tool + " " + path, id.asText());
            }
        }
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

    /// Reports every row in an answer to a call, outer ones first. Of a tool that no log shows, objects that look
    /// like rows of a table are taken for such.
    void entitiesIn(String tool, ObjectNode arguments, JsonNode answer, RowVisitor visitor) {
        Optional<SiteTree> root = sites(tool);
        if (root.isPresent()) {
            root.get().rowsIn(arguments, answer, visitor);
        } else {
            Sites.walk(
                    answer,
                    (path, object) -> resembling(object)
                            .ifPresent(table -> table.keyOf(object)
                                    .ifPresent(key -> visitor.row(table, SiteTree.PLAIN, key, object))));
        }
    }

    /// A table whose rows are found by these fields.
    Optional<Table> by(List<String> key) {
        return all.stream()
                .filter(table ->
                        table.kind() == Table.Kind.ENTITY && table.key().equals(key))
                .findFirst();
    }

    /// The tables of which an object names a row.
    Stream<Table> named(JsonNode object) {
        return all.stream()
                .filter(table -> table.kind() == Table.Kind.ENTITY)
                .filter(table -> table.keyOf(object).isPresent());
    }

    /// Where rows stand in the answers of a tool; empty of a tool that no log shows.
    Optional<SiteTree> sites(String tool) {
        return Optional.ofNullable(sites.get(tool));
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

package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Lazy;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// A place in the answers of one tool, with those below it that lead to rows: the places of [Sites], without
/// writing their paths again for every answer. Remembers the way, else immutable; safe to share.
final class SiteTree {

    /// Of a row that stands where no log shows one.
    static final Table.View PLAIN = new Table.View(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    private static final SiteTree NOWHERE = new SiteTree(new Table.Site("", ""), new TreeMap<>());

    /// Hostile answers have no end of names.
    private static final int MOST_NAMES = 1_000;

    private final Table.Site site;
    private final SortedMap<String, Table> tables;
    private final Optional<Table> table;
    private final Table.View view;
    private final boolean leads;
    private final Lazy<SiteTree> elements;
    private final Lazy<SiteTree> entries;
    private final Map<String, SiteTree> fields = new ConcurrentHashMap<>();

    /// @param tables whose rows stand where in the tool's answers, by path
    SiteTree(Table.Site site, SortedMap<String, Table> tables) {
        String path = site.path();
        this.site = site;
        this.tables = tables;
        this.table = Optional.ofNullable(tables.get(path));
        this.view = table.map(of -> of.views().get(site)).orElse(PLAIN);
        this.leads = tables.keySet().stream().anyMatch(other -> other.startsWith(path) && !other.equals(path));
        this.elements = new Lazy<>(() -> below(path + "[]"));
        this.entries = new Lazy<>(() -> below(Sites.below(path, true, "")));
    }

    /// The table whose rows stand here.
    Optional<Table> table() {
        return table;
    }

    /// What is shown here of such a row.
    Table.View view() {
        return view;
    }

    /// Whether rows may stand below.
    boolean leads() {
        return leads;
    }

    /// The place of the elements of a list that stands here.
    SiteTree element() {
        return leads ? elements.get() : NOWHERE;
    }

    /// The place of a field of an object that stands here.
    ///
    /// @param dictionary whether the names of the object's fields are data
    SiteTree field(boolean dictionary, String name) {
        if (!leads || dictionary) {
            return leads ? entries.get() : NOWHERE;
        }
        SiteTree known = fields.get(name);
        if (known == null) {
            known = below(Sites.below(site.path(), false, name));
            if (fields.size() < MOST_NAMES) {
                fields.put(name, known);
            }
        }
        return known;
    }

    /// Reports every row in what stands here, outer ones first.
    ///
    /// @param arguments of the call that is answered
    void rowsIn(ObjectNode arguments, JsonNode value, Tables.RowVisitor visitor) {
        new Walk(arguments, visitor).walk(this, value);
    }

    /// Mutable.
    private static final class Walk {
        private final ObjectNode arguments;
        private final Tables.RowVisitor visitor;
        private int left = Sites.MOST_OBJECTS;

        private Walk(ObjectNode arguments, Tables.RowVisitor visitor) {
            this.arguments = arguments;
            this.visitor = visitor;
        }

        private void walk(SiteTree at, JsonNode value) {
            if (value instanceof ObjectNode object && left > 0) {
                left--;
                walkObject(at, object);
            } else if (value.isArray() && at.leads) {
                SiteTree element = at.element();
                value.forEach(each -> walk(element, each));
            }
        }

        private void walkObject(SiteTree at, ObjectNode object) {
            boolean dictionary = Sites.isDictionary(object);
            if (!dictionary && at.table.isPresent()) {
                Table table = at.table.get();
                ObjectNode whole = at.view.whole(object, arguments);
                table.keyOf(whole).ifPresent(key -> visitor.row(table, at.view, key, whole));
            }
            if (at.leads) {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    if (field.getValue().isContainerNode()) {
                        walk(at.field(dictionary, field.getKey()), field.getValue());
                    }
                }
            }
        }
    }

    private SiteTree below(String path) {
        SiteTree below = new SiteTree(new Table.Site(site.tool(), path), tables);
        return below.leads || below.table.isPresent() ? below : NOWHERE;
    }
}
